import type { Conversation, Sending, Source } from '../model';
import type { Acts } from './acts';
import type { Later } from './later';
import type { Store } from './store';

/** Accepted replies become messages after a while (vendors/front.md §1). What is under way outlives a restart. */
export const createSending = (store: Store, acts: Acts, later: Later) => {
  const { state, clock, config } = store;
  const deliver = (sending: Sending): void => {
    state.outbox = state.outbox.filter(({ uid }) => uid !== sending.uid);
    const it = store.find(sending.conversation);
    if (!it) return;
    const source: Source = { type: 'api', id: sending.authorId };
    if (sending.unseen) return acts.sendingError(it, source, sending);
    acts.outbound(it, source, sending);
    for (const id of sending.tagIds) {
      const tag = store.tag(id);
      if (tag) acts.tag(it, source, tag);
    }
    if (sending.archive) acts.archive(it, source);
  };
  const schedule = (sending: Sending): void =>
    later.run(Math.max(0, sending.dueAt - clock.now()), () => deliver(sending));
  state.outbox.forEach(schedule);
  return {
    /** Answers with the `message_uid`. */
    accept: (
      it: Conversation,
      what: Pick<Sending, 'body' | 'authorId' | 'archive' | 'tagIds' | 'unseen'>,
    ): string => {
      const uid = store.uidOf(store.nextId('snd'));
      const dueAt = clock.now() + (config.sendDelayMs ?? 400);
      const sending = { ...what, uid, conversation: it.id, dueAt };
      state.outbox.push(sending);
      schedule(sending);
      return uid;
    },
  };
};
