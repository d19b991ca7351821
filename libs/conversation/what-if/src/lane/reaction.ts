import type {
  Conversation,
  ConversationInput,
  EventType,
  InputData,
  RecordedEvent,
} from '@deskstream/conversation-domain';
import type { Answered, Candidate } from './candidate';
import type { Living } from './live-on';
import type { Expected } from './queue';
import type { RecordedRequest } from './record';

export interface Known {
  readonly candidate: Candidate;
  /** The same request in the record. */
  readonly found: RecordedRequest | null;
}

export type Reaction = Expected & { readonly ask: boolean };

/** What is taken for granted where neither the record nor a model says it (ms). */
const DISPATCH_MS = 1_000;
const RUN_MS = 2_000;
/** Stands for an answer that nobody has asked a model for. */
export const ASSUMED_ANSWER = '(an answer; a model must be asked for its words)';
/** After everything of the record that has the same time. */
const LATE = Number.MAX_SAFE_INTEGER;

/** What comes of a request of the lane, and when. */
export const reactionTo = (lane: Living, request: RecordedEvent, known: Known): Reaction => {
  if (request.type === 'TimerSet') return timerDue(request, known);
  if (request.type === 'ReasoningRequested') return runFinished(request, known);
  return reported(lane, request, known);
};

type Of<K extends EventType> = Extract<RecordedEvent, { type: K }>;

/** As late as the recorded one fired, else on time. */
const timerDue = ({ id, at, data }: Of<'TimerSet'>, { found }: Known): Reaction => {
  const late = shiftOf(found, { at })?.at ?? data.dueAt;
  const firedAt = Math.max(late, data.dueAt);
  return {
    at: firedAt,
    order: found?.reaction?.place ?? LATE,
    ask: false,
    inputFor: ({ timers }) =>
      Object.values(timers).some(({ timerId }) => timerId === id)
        ? {
            id: `${id}.due`,
            at: firedAt,
            type: 'TimerDue',
            data: { timerId: id, name: data.name, dueAt: data.dueAt },
          }
        : null,
  };
};

const runFinished = ({ id, at }: Of<'ReasoningRequested'>, known: Known): Reaction => {
  const { finishedAt, assumed, data } = answerTo(id, at, known);
  return {
    at: finishedAt,
    order: known.found?.reaction?.place ?? LATE,
    ask: assumed,
    inputFor: ({ run }) =>
      run?.runId === id
        ? {
            id: `${id}.finished`,
            at: finishedAt,
            type: 'ReasoningFinished',
            data: { ...data, runId: id },
          }
        : null,
  };
};

interface AnswerInTime {
  readonly finishedAt: number;
  readonly data: Omit<Answered, 'tookMs'>;
  readonly assumed: boolean;
}

/** The candidate's answer, the recorded one to the same messages, or one taken for granted. */
const answerTo = (id: string, at: number, { candidate, found }: Known): AnswerInTime => {
  const answer = candidate.answers?.get(id);
  if (answer !== undefined) {
    const { tookMs, ...data } = answer;
    return { finishedAt: at + tookMs, data, assumed: false };
  }
  const recorded = candidate.rerun === true ? null : shiftOf(found, { at });
  return recorded?.input.type === 'ReasoningFinished'
    ? { finishedAt: recorded.at, data: recorded.input.data, assumed: false }
    : { finishedAt: at + RUN_MS, data: GOOD_ANSWER, assumed: true };
};

const GOOD_ANSWER: Omit<Answered, 'tookMs'> = {
  result: { kind: 'answer', text: ASSUMED_ANSWER, confidence: 1, sources: [] },
  answerer: 'assumed',
};

/** The recorded report; else delivered, unless the lane took the request back before. */
const reported = (lane: Living, request: RecordedEvent, { found }: Known): Reaction => {
  const recorded = shiftOf(found, request);
  const at = recorded?.at ?? request.at + DISPATCH_MS;
  const kept = () => (found === null ? null : keptOf(lane, request, found));
  return {
    at,
    order: found?.reaction?.place ?? LATE,
    ask: false,
    inputFor: (state): ConversationInput => ({
      id: `${request.id}.reported`,
      at,
      type: 'DispatchReported',
      data: {
        attempts: 1,
        ...(kept() ?? { result: outcomeOf(lane, request, { at, state }) }),
        commandId: request.id,
      },
    }),
  };
};

/** Withheld was for what had happened by then: at another time another thing has. */
const keptOf = (
  { recalled }: Living,
  { id, at }: RecordedEvent,
  { reaction, ...found }: RecordedRequest,
) => {
  if (reaction?.input.type !== 'DispatchReported') return null;
  const { data } = reaction.input;
  const isOfItsMoment = data.result.kind === 'withheld' || recalled.has(id);
  return isOfItsMoment && found.at !== at ? null : data;
};

type Outcome = InputData<'DispatchReported'>['result'];

const outcomeOf = (
  { recalled }: Living,
  request: RecordedEvent,
  { at, state }: { readonly at: number; readonly state: Conversation },
): Outcome => {
  const because = recalled.get(request.id);
  if (because !== undefined) return { kind: 'withheld', because };
  if (request.type === 'ReadRequested' || request.type === 'ProfileRequested')
    return { kind: 'read', messages: 0, truncated: false };
  const done = { kind: 'delivered', foundByReadBack: false } as const;
  if (request.type === 'UnassignRequested')
    return { ...done, assignee: { kind: 'nobody' }, vendorAt: vendorTime(state, at) };
  return request.type === 'AssignRequested'
    ? { ...done, assignee: request.data.to, vendorAt: vendorTime(state, at) }
    : { ...done, vendorMessageId: `${request.id}.made` };
};

/** Not older than what is known, as a vendor would say it. */
const vendorTime = ({ assigneeAsOf }: Conversation, at: number): number =>
  Math.max(at, assigneeAsOf);

/** What came of the recorded request, as much later as this one was made. */
const shiftOf = (found: RecordedRequest | null, request: { readonly at: number }) =>
  found?.reaction == null
    ? null
    : {
        input: found.reaction.input,
        at: found.reaction.input.at + request.at - found.at,
      };
