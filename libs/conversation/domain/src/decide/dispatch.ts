import type { ConversationEvent, EventData } from '../events';
import type { InputData } from '../inputs';
import type { Conversation } from '../state';
import type { Assignee } from '../vocabulary';
import { handOff } from './answering';
import type { DecideOn } from './decision';
import { event, ignored } from './decision';
import { cancelTimer, idleMessages, settle, supersedeRun } from './silence';

type Report = InputData<'DispatchReported'>;

/** What became of a request. Each request is reported once; a second report finds nothing waiting. */
export const onDispatchReported: DecideOn<'DispatchReported'> = (input, state) => {
  const { commandId } = input.data;
  if (state.reply?.commandId === commandId) return replyReported(input.data, state, state.reply);
  if (state.handoff?.commandId === commandId)
    return handoffReported(input.data, state, state.handoff);
  return ignored(input.type, `nothing waits for command ${commandId}`);
};

const replyReported = (
  { commandId, attempts, result }: Report,
  state: Conversation,
  { messageIds }: NonNullable<Conversation['reply']>,
): readonly ConversationEvent[] => {
  switch (result.kind) {
    case 'delivered':
      return [
        event('ReplyDelivered', { commandId, attempts, ...receipt(result) }),
        ...settle(messageIds, 'replied', 'the reply was delivered'),
        ...takeUpTheRest(state),
      ];
    case 'withheld':
      return [
        event('ReplyWithheld', { commandId, attempts, because: result.because }),
        ...foundWithPerson(result, state),
        ...settle(messageIds, 'suppressed', result.because),
        ...(isPerson(result.assignee) ? [] : takeUpTheRest(state)),
      ];
    case 'contested':
    case 'failed':
      return replyFailed(commandId, attempts, failureOf(result), state);
    case 'read':
      return ignored('DispatchReported', 'a reply reads nothing');
  }
};

/** Messages whose quiet time ended while this reply was on its way. */
const takeUpTheRest = (state: Conversation): readonly ConversationEvent[] => {
  const messageIds = [...idleMessages(state)];
  const busy = state.timer !== null || state.run !== null || state.withPerson !== null;
  return busy || messageIds.length === 0 ? [] : [event('ReasoningRequested', { messageIds })];
};

const optional = <K extends string, V>(name: K, value: V | undefined): { [P in K]?: V } =>
  value === undefined ? {} : ({ [name]: value } as { [P in K]?: V });

const replyFailed = (
  commandId: string,
  attempts: number,
  failure: { code: string; because: string },
  state: Conversation,
): readonly ConversationEvent[] => {
  const messageIds = state.reply?.messageIds ?? [];
  const failed = event('ReplyFailed', { commandId, attempts, ...failure });
  if (state.withPerson !== null || state.status === 'deleted')
    return [failed, ...settle(messageIds, 'failed', failure.code)];
  return [
    failed,
    ...cancelTimer(state, 'handed off'),
    ...supersedeRun(state, 'handed off'),
    ...handOff(
      state.open,
      'reply-failed',
      `The reply could not be delivered: ${failure.because} (${failure.code}).`,
    ),
  ];
};

const handoffReported = (
  report: Report,
  state: Conversation,
  handoff: NonNullable<Conversation['handoff']>,
): readonly ConversationEvent[] =>
  handoff.phase === 'note' ? noteReported(report, state) : unassignReported(report, handoff);

/** A note that failed does not stop the handoff. */
const noteReported = (
  { commandId, attempts, result }: Report,
  state: Conversation,
): readonly ConversationEvent[] => {
  const noted =
    result.kind === 'delivered'
      ? event('NoteDelivered', { commandId, attempts, ...receipt(result) })
      : event('NoteFailed', { commandId, attempts, ...failureOf(result) });
  if (state.withPerson === null) return [noted, event('UnassignRequested', {})];
  return [
    noted,
    event('HandoffConfirmed', {
      commandId,
      attempts,
      noted: result.kind === 'delivered',
      ...optional('assignee', state.assignee ?? undefined),
    }),
    ...settle(state.handoff?.messageIds ?? [], 'handed-over', 'a person took over meanwhile'),
  ];
};

const unassignReported = (
  { commandId, attempts, result }: Report,
  { messageIds, noted, cause }: NonNullable<Conversation['handoff']>,
): readonly ConversationEvent[] => {
  switch (result.kind) {
    case 'delivered':
    case 'withheld':
      return [
        event('HandoffConfirmed', {
          commandId,
          attempts,
          noted,
          ...optional('assignee', result.assignee),
          ...optional('vendorAt', result.vendorAt),
        }),
        ...settle(messageIds, 'handed-over', cause),
      ];
    case 'contested':
      return [
        event('HandoffContested', {
          commandId,
          attempts,
          assignee: result.assignee,
          afterMs: result.afterMs,
          ...optional('by', result.by),
          ...optional('vendorAt', result.vendorAt),
        }),
        ...settle(messageIds, 'failed', 'handoff-contested'),
      ];
    case 'failed':
      return [
        event('HandoffFailed', { commandId, attempts, code: result.code, because: result.because }),
        ...settle(messageIds, 'failed', result.code),
      ];
    case 'read':
      return ignored('DispatchReported', 'an unassign reads nothing');
  }
};

type Result = Report['result'];

const receipt = (
  result: Extract<Result, { kind: 'delivered' }>,
): Pick<EventData<'ReplyDelivered'>, 'vendorMessageId' | 'foundByReadBack'> => ({
  foundByReadBack: result.foundByReadBack,
  ...optional('vendorMessageId', result.vendorMessageId),
});

const failureOf = (
  result: Exclude<Result, { kind: 'delivered' }>,
): { code: string; because: string } => {
  switch (result.kind) {
    case 'failed':
      return { code: result.code, because: result.because };
    case 'withheld':
      return { code: 'DISPATCH.WITHHELD', because: result.because };
    case 'contested':
      return { code: 'DISPATCH.CONTESTED', because: 'the vendor undid it' };
    case 'read':
      return { code: 'DISPATCH.READ', because: 'it was only read' };
  }
};

const isPerson = (
  owner: Assignee | undefined,
): owner is Extract<Assignee, { kind: 'teammate' | 'team' }> =>
  owner?.kind === 'teammate' || owner?.kind === 'team';

const foundWithPerson = (
  result: Extract<Result, { kind: 'withheld' }>,
  state: Conversation,
): readonly ConversationEvent[] => {
  const owner = result.assignee;
  if (!isPerson(owner) || state.withPerson !== null) return [];
  return [
    event('AssigneeChanged', { assignee: owner, vendorAt: result.vendorAt ?? state.assigneeAsOf }),
    event('PersonTookOver', { how: 'found-at-dispatch', teammate: owner.id }),
    ...cancelTimer(state, 'a person owns the conversation'),
    ...supersedeRun(state, 'a person owns the conversation'),
    ...settle(
      state.open.filter((messageId) => !(state.reply?.messageIds ?? []).includes(messageId)),
      'suppressed',
      'a person owns the conversation',
    ),
  ];
};
