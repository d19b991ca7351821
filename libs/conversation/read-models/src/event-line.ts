import type { EventType, RecordedEvent } from '@deskstream/conversation-domain';

/** Which part of the story an event belongs to. */
export type EventGroup =
  'message' | 'decision' | 'wait' | 'reasoning' | 'reply' | 'handoff' | 'ownership' | 'delivery';

export interface EventLine {
  readonly group: EventGroup;
  readonly tone: 'plain' | 'good' | 'warning' | 'bad';
  /** One plain sentence. */
  readonly text: string;
}

/** One event, told. */
export const lineOf = (event: RecordedEvent): EventLine => {
  const [group, tone, tell] = LINES[event.type] as Line<EventType>;
  return { group, tone, text: tell(event) };
};

type Line<K extends EventType> = readonly [
  group: EventGroup,
  tone: EventLine['tone'],
  tell: (event: Extract<RecordedEvent, { type: K }>) => string,
];

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(ms < 10_000 ? 1 : 0)} s`;
const attempts = (count: number): string => (count <= 1 ? 'first attempt' : `attempt ${count}`);
const count = (ids: readonly string[]): string =>
  ids.length === 1 ? 'one message' : `${ids.length} messages`;

const LINES: { readonly [K in EventType]: Line<K> } = {
  CustomerMessageReceived: [
    'message',
    'plain',
    ({ data }) => `The customer wrote on ${data.channel}.`,
  ],
  TeammateMessageReceived: [
    'message',
    'plain',
    ({ data }) =>
      `${data.author.name ?? 'A teammate'} ${data.visibility === 'note' ? 'left a note' : 'replied'}.`,
  ],
  BotMessageReceived: ['message', 'plain', () => 'A bot of the help desk wrote.'],
  EchoRecognised: ['delivery', 'plain', () => 'Our own message came back; recognised as an echo.'],
  AssigneeChanged: [
    'ownership',
    'plain',
    ({ data: { assignee } }) =>
      `Assigned to ${assignee.kind === 'ai' ? 'the AI' : 'id' in assignee ? `${assignee.kind} ${assignee.id}` : 'nobody'}.`,
  ],
  ConversationClosed: ['ownership', 'plain', () => 'The conversation was closed.'],
  ConversationReopened: ['ownership', 'plain', () => 'The conversation was opened again.'],
  ConversationDeleted: [
    'ownership',
    'warning',
    () => 'The conversation was deleted at the vendor.',
  ],
  MessageRedacted: ['message', 'warning', () => 'A message was redacted.'],
  DeliverySuppressed: [
    'delivery',
    'plain',
    ({ data }) =>
      data.because === 'duplicate'
        ? `Delivery ${data.deliveryId} told of nothing new.`
        : `Delivery ${data.deliveryId} held nothing for the AI.`,
  ],
  MessageJudged: [
    'decision',
    'plain',
    ({ data }) =>
      data.verdict === 'answer' ? 'Verdict: answer.' : `Verdict: stay silent (${data.reason}).`,
  ],
  TimerSet: [
    'wait',
    'plain',
    ({ at, data }) => `Waits ${seconds(data.dueAt - at)}: ${data.because}.`,
  ],
  TimerCancelled: ['wait', 'plain', ({ data }) => `The wait was cancelled: ${data.because}.`],
  TimerFired: ['wait', 'plain', () => 'The wait is over.'],
  ReasoningRequested: [
    'reasoning',
    'plain',
    ({ data }) => `The AI is asked about ${count(data.messageIds)}.`,
  ],
  ReasoningStepRecorded: [
    'reasoning',
    'plain',
    ({ data }) => `Step ${data.step + 1}, ${data.kind}: ${data.tookMs} ms.`,
  ],
  ReasoningConcluded: [
    'reasoning',
    'plain',
    ({ data: { result } }) => {
      if (result.kind === 'failed') return `The run failed: ${result.because}.`;
      return `${result.kind === 'answer' ? 'An answer' : 'No answer'}, confidence ${result.confidence.toFixed(2)}.`;
    },
  ],
  ReasoningSuperseded: [
    'reasoning',
    'warning',
    ({ data }) => `The run was stopped: ${data.because}.`,
  ],
  ReplyRequested: ['reply', 'plain', () => 'A reply is to be sent.'],
  ReplyDelivered: [
    'reply',
    'good',
    ({ data }) =>
      `The reply was delivered, ${attempts(data.attempts)}${data.foundByReadBack ? ', found by reading back' : ''}.`,
  ],
  ReplyWithheld: ['reply', 'warning', ({ data }) => `The reply was not sent: ${data.because}.`],
  ReplyFailed: ['reply', 'bad', ({ data }) => `The reply failed: ${data.because} (${data.code}).`],
  DispatchRecalled: ['reply', 'warning', ({ data }) => `Taken back: ${data.because}.`],
  HandoffRequested: ['handoff', 'warning', ({ data }) => `Handoff to people: ${data.cause}.`],
  NoteRequested: ['handoff', 'plain', () => 'A note for the team is to be left.'],
  NoteDelivered: [
    'handoff',
    'good',
    ({ data }) => `The note was left, ${attempts(data.attempts)}.`,
  ],
  NoteFailed: [
    'handoff',
    'bad',
    ({ data }) => `The note failed: ${data.because}. The handoff goes on.`,
  ],
  UnassignRequested: ['handoff', 'plain', () => 'The AI is to be unassigned.'],
  HandoffConfirmed: ['handoff', 'good', () => 'Handed off; the vendor confirmed it.'],
  HandoffContested: [
    'handoff',
    'bad',
    ({ data }) =>
      `Contested: ${data.by ?? 'somebody'} gave it back to the AI ${data.afterMs} ms after we unassigned it.`,
  ],
  HandoffFailed: [
    'handoff',
    'bad',
    ({ data }) => `The handoff failed: ${data.because} (${data.code}).`,
  ],
  PersonTookOver: ['ownership', 'warning', () => 'A person took over; the AI is silent from here.'],
  HandedBackToAi: ['ownership', 'plain', () => 'The conversation was handed back to the AI.'],
  MessagesSettled: [
    'decision',
    'plain',
    ({ data }) => `Settled ${count(data.messageIds)}: ${data.outcome} (${data.reason}).`,
  ],
  InputIgnored: ['delivery', 'plain', ({ data }) => `${data.inputType} ignored: ${data.because}.`],
};
