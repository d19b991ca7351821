import { sha256 } from '../../desk/random';
import { htmlOf } from '../../desk/text';
import { createRuleEngine } from '../rules/engine';
import type { Channel, Contact, Conversation, FrontEffect, FrontEvent, Source } from '../model';
import { createActs } from './acts';
import type { Told } from './acts';
import { createLater } from './later';
import { createSending } from './sending';
import { createStore } from './store';
import type { StoreOptions } from './store';

export type Listener = (event: FrontEvent, it: Conversation) => void;

/**
 * One company of the stand-in Front, without I/O. Its only waits are on the clock: accepted replies that
 * are still to be sent, delayed rules, snoozes. Subscribers are told of each event at once.
 */
export type FrontCompany = ReturnType<typeof createFrontCompany>;

export const createFrontCompany = (options: StoreOptions) => {
  const { config, clock } = options;
  const store = createStore(options);
  const later = createLater(clock);
  const alarms = createLater(clock);
  const listeners = new Set<Listener>();
  const tell = (it: Conversation, { type, topic, source, target = null }: Told): FrontEvent => {
    const at = clock.now();
    const event = { id: store.nextId('evt'), type, topic, conversation: it.id, at, source, target };
    it.updatedAt = at;
    store.state.events.push(event);
    listeners.forEach((listener) => listener(event, it));
    engine.saw(it, event);
    return event;
  };
  const acts = createActs(store, tell);
  const engine = createRuleEngine(store, acts, later);
  const sending = createSending(store, acts, later);
  const wake = (it: Conversation): void => {
    const { reminder } = it;
    if (reminder === null) return;
    alarms.run(Math.max(0, reminder.until - clock.now()), () => {
      if (it.reminder?.until === reminder.until) acts.snoozeExpired(it);
    });
  };
  store.state.conversations.forEach(wake);
  const open = (contact: Contact, channel: Channel, subject: string): Conversation =>
    store.addConversation({
      ...emptyConversation,
      id: store.nextId('cnv'),
      subject: channel === 'email' ? subject : '',
      channel,
      contactId: contact.id,
      handle: contact.handles[0]?.handle ?? contact.id,
      inboxId: store.directory.inboxes[0]?.id ?? '',
      createdAt: clock.now(),
      updatedAt: clock.now(),
      tagIds: [],
      messages: [],
      comments: [],
    });
  return {
    config,
    store,
    acts,
    sending,
    rules: engine,
    /** Resolves when nothing is under way; snoozes do not count. */
    idle: later.idle,
    stop: async (): Promise<void> => {
      await Promise.all([later.stop(), alarms.stop()]);
    },
    subscribe: (listener: Listener): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    customerStarts: (text: string, channel: Channel = 'email', customer?: string): Conversation => {
      const it = open(store.newContact(channel, customer), channel, subjectOf(text));
      acts.inbound(it, text);
      return it;
    },
    /** From a channel of the company's own, by the handle of the sender. */
    customerWrites: (handle: string, name: string | undefined, text: string): Conversation => {
      const contact =
        store.contactByHandle(handle) ??
        store.addContact({
          id: store.nextId('crd'),
          name: name ?? handle,
          handles: [{ source: handle.includes('@') ? 'email' : 'custom', handle }],
          accountId: null,
          customFields: {},
          createdAt: clock.now(),
        });
      const known = store.state.conversations.findLast(
        (each) => each.contactId === contact.id && each.mergedInto === null,
      );
      const it = known ?? open(contact, 'email', subjectOf(text));
      acts.inbound(it, text);
      return it;
    },
    /** A teammate writes first. */
    teammateStarts: (teammateId: string, text: string, customer?: string): Conversation => {
      const it = open(store.newContact('email', customer), 'email', subjectOf(text));
      const source: Source = { type: 'teammate', id: teammateId };
      acts.outbound(it, source, { authorId: teammateId, body: htmlOf(text) });
      return it;
    },
    /** An answer from the inbox takes an unassigned conversation. */
    teammateReplies: (it: Conversation, teammateId: string, body: string): void => {
      const source: Source = { type: 'teammate', id: teammateId };
      acts.outbound(it, source, { authorId: teammateId, body });
      if (it.assigneeId === null) acts.assign(it, source, teammateId);
    },
    snooze: (it: Conversation, source: Source, ms: number): void => {
      acts.snooze(it, source, clock.now() + ms);
      wake(it);
    },
    /** Writes down what the API was asked to do and did. */
    recordEffect: (
      effect: Omit<FrontEffect, 'workspace' | 'at' | 'bodyHash'>,
      body: string | null,
    ): void => {
      const bodyHash = body === null ? null : sha256(body);
      store.state.effects.push({
        ...effect,
        workspace: config.workspace,
        bodyHash,
        at: clock.now(),
      });
    },
  };
};

const emptyConversation = {
  state: 'open',
  assigneeId: null,
  customFields: {},
  reminder: null,
  mergedInto: null,
} as const;

/** The first line, cut between words. */
const subjectOf = (text: string): string => {
  const line = text.split('\n')[0]?.trim() ?? '';
  return line.length <= SUBJECT
    ? line
    : line.slice(0, line.lastIndexOf(' ', SUBJECT)).slice(0, SUBJECT);
};

const SUBJECT = 60;
