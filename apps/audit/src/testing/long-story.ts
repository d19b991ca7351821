import { emptyHead, encodeData, encodeEvent, eventHash, stateHash } from '@deskstream/contracts';
import type { EventEnvelope } from '@deskstream/contracts';
import type { Conversation, RecordedEvent } from '@deskstream/conversation-domain';
import { conversationDecider } from '@deskstream/conversation-domain';
import { Chat, settingsWith } from '@deskstream/conversation-domain/testing';
import type { Draft } from '@deskstream/port-event-log';

const TEXTS = [
  'How do I export all documents as PDF?',
  'The export has been stuck at 40 % since this morning, and I need the files for a meeting at two. I tried another browser already.',
  'Thanks! And how do I import them again?',
  'Can I change the address on an invoice that was sent last week?',
  'مرحبا، كيف أصدّر المستندات؟',
];

const passage = (nth: number) => ({
  articleId: `article-${nth % 40}`,
  articleVersion: `v${nth}`,
  title: 'Exports',
  heading: 'All documents at once',
  score: 0.71,
});

/** One long conversation as the decider tells it: questions with runs, answers and deliveries, a person now and then. */
export const longStory = (subject: string) => {
  const chat = new Chat(settingsWith({ handoff: { repliesInLoop: 1_000_000 } }));
  let head: Head = emptyHead();
  let turns = 0;
  let told = 0;
  return {
    key: subject,
    /** The next events, chained as the orchestrator chains them. */
    next: (count: number): Draft[] => {
      while (chat.log.length <= told + count) play(chat, (turns += 1));
      return chat.log.slice(told, (told += count)).map((event, index) => {
        const next = chat.log[told - count + index + 1];
        const last = next === undefined || inputOf(next) !== inputOf(event);
        const chained = chainedTo(head, { subject, event, last });
        head = chained.head;
        return chained.draft;
      });
    },
  };
};

/** Each tenth time a person steps in, and gives the conversation back. */
const play = (chat: Chat, nth: number): void => {
  chat.asked(`m${nth}`, {
    text: TEXTS[nth % TEXTS.length] ?? '',
    author: { id: 'u1', name: 'Ann' },
  });
  const runId = chat.state.run?.runId ?? '';
  const steps = [
    ['retrieval', { query: 'export documents', passages: [0, 1, 2].map(passage) }],
    ['judgement', { confidence: 0.9, grounded: true }],
  ] as const;
  steps.forEach(([kind, detail], step) =>
    chat.hears('ReasoningStepped', { runId, step, kind, detail, tookMs: 20 }),
  );
  chat.answers();
  chat.delivered('ReplyRequested', `p${nth}`);
  if (nth % 10 !== 0) return;
  chat.teammate(`t${nth}`);
  chat.assigned('ai', chat.at + 500);
};

interface Head {
  readonly state: Conversation;
  readonly seq: number;
  readonly hash: string;
}

const inputOf = ({ id }: RecordedEvent): string => id.replace(/\.\d+$/, '');

/** `last`: of its decision, and carries the hash of the state after it. */
const chainedTo = (
  { state: before, seq, hash }: Head,
  told: { readonly subject: string; readonly event: RecordedEvent; readonly last: boolean },
): { readonly head: Head; readonly draft: Draft } => {
  const { subject, event, last } = told;
  const { id, type, at, data } = event;
  const state = conversationDecider.evolve(before, event);
  const envelope: EventEnvelope = {
    ...{ id, type, subject, seq: seq + 1, prevHash: hash },
    causationId: inputOf(event),
    source: '/conversation-orchestrator',
    time: at,
    schemaVersion: 1,
    correlationId: `notif_${subject.split('/').at(-1)}`,
    cause: `0:${seq + 1}`,
    settingsVersion: 1,
    ...(last ? { stateHash: stateHash(state) } : {}),
  };
  const value = encodeData(data);
  const head = { state, seq: seq + 1, hash: eventHash(envelope, value) };
  return { head, draft: encodeEvent(envelope, value) };
};
