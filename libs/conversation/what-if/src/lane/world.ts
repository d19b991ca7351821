import type { ConversationInput, InputType } from '@deskstream/conversation-domain';
import type { ReplayedDecision } from '../replay/replay-decisions';
import type { Matches } from './matches';
import type { RecordedRequest, SessionRecord } from './record';

/** A vendor tells of what the AI did within this time, mostly at once. */
const ECHO_MS = 60_000;

/**
 * Does this recorded input come in the candidate's lane as well? What people do comes as recorded.
 * Reports, answers and timers belong to the lane's own requests. What the vendor tells of the AI's own
 * acts comes when the lane has done the same by then.
 */
export const inputOfTheWorld = (
  { input, entries }: ReplayedDecision,
  around: Around,
): ConversationInput | null => {
  const [{ event }] = entries;
  if (input === null || OWN.has(input.type) || event.type === 'EchoRecognised') return null;
  if (event.type === 'InputIgnored') return OPERATORS.has(input.type) ? input : null;
  const request = requestBehind(input, around.record);
  return request === null || isMadeBy(request, input.at, around.matches) ? input : null;
};

interface Around {
  readonly record: SessionRecord;
  readonly matches: Matches;
}

const isMadeBy = ({ id }: RecordedRequest, at: number, matches: Matches): boolean => {
  const madeAt = matches.at(id);
  return madeAt !== null && madeAt <= at;
};

/** The AI's own request that the vendor tells of here; `null`: somebody else's act. */
const requestBehind = (
  input: ConversationInput,
  { requests, aiIds }: SessionRecord,
): RecordedRequest | null => {
  const effect = effectOf(input);
  const author = authorOf(input);
  if (effect === null || (author !== undefined && !aiIds.has(author))) return null;
  const asked = requests.findLast(
    ({ sameness, at }) => sameness.startsWith(effect) && at <= input.at,
  );
  return asked === undefined || (author === undefined && input.at - asked.at > ECHO_MS)
    ? null
    : asked;
};

const OWN: ReadonlySet<InputType> = new Set([
  'TimerDue',
  'ReasoningStepped',
  'ReasoningFinished',
  'DispatchReported',
  'DispatchRedriven',
]);

const OPERATORS: ReadonlySet<InputType> = new Set([
  'OperatorHandedBack',
  'OperatorHandedOff',
  'SessionModeSet',
  'DeadLetterRedriven',
  'SessionExported',
]);

/** The beginning of the request that leads to this, type and content; `null`: none does. */
const effectOf = (input: ConversationInput): string | null => {
  if (input.type === 'ConversationClosed') return 'ArchiveRequested';
  if (input.type === 'ProfileRead') return 'ProfileRequested';
  if (input.type === 'TagChanged') return `TagRequested {"tag":${JSON.stringify(input.data.tag)}`;
  if (input.type !== 'ConversationAssigned') return null;
  const { assignee } = input.data;
  return assignee.kind === 'nobody'
    ? 'UnassignRequested'
    : `AssignRequested {"to":${JSON.stringify(assignee)}`;
};

const authorOf = ({ data }: ConversationInput): string | undefined =>
  'by' in data && typeof data.by === 'object' ? data.by.id : undefined;
