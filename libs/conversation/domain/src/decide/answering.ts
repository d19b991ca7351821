import type { ConversationEvent, EventData } from '../events';
import type { HandoffCause } from '../vocabulary';
import type { DecideOn, Events, Situation } from './decision';
import { event, ignored, then } from './decision';
import { handOffIfTriggered } from './handing-off';
import { resolve } from './resolving';
import { settle } from './silence';
import { suggestionConcluded } from './suggesting';
import type { Answer, ReasoningResult } from './thinking';
import { isSure, summaryOf } from './thinking';

export const onReasoningStepped: DecideOn<'ReasoningStepped'> = (input, state) =>
  state.run?.runId === input.data.runId
    ? [event('ReasoningStepRecorded', input.data)]
    : ignored(input.type, `run ${input.data.runId} is over`);

export const onReasoningFinished: DecideOn<'ReasoningFinished'> = (input, state, settings) => {
  const { run } = state;
  if (run?.runId !== input.data.runId)
    return ignored(input.type, `run ${input.data.runId} is over`);
  const situation = { state, settings, at: input.at };
  const concluded = [event('ReasoningConcluded', input.data)];
  return then(situation, concluded, (next) =>
    run.purpose === 'suggestion'
      ? suggestionConcluded(next, run.messageIds, input.data.result)
      : concludedFor(next, run.messageIds, input.data),
  );
};

/** Sure enough: reply. Solved: nothing. Anything else goes to people, with the reason. */
const concludedFor = (
  situation: Situation,
  messageIds: readonly string[],
  { result, signals }: EventData<'ReasoningConcluded'>,
): Events => {
  const { settings } = situation;
  if (result.kind === 'solved')
    return then(
      situation,
      settle(messageIds, 'resolved', 'the customer says that it is solved'),
      (next) => resolve(next, 'customer-said'),
    );
  if (signals?.sentiment === 'angry' && settings.handoff.triggers.frustration)
    return handOffIfTriggered(situation, {
      messageIds,
      cause: 'frustration',
      summary: summaryOf(result, settings),
    });
  if (isSure(result, settings)) return [reply(messageIds, result)];
  const cause = causeOf(result);
  return handOffIfTriggered(situation, { messageIds, cause, summary: summaryOf(result, settings) });
};

const reply = (messageIds: readonly string[], result: Answer): ConversationEvent =>
  event('ReplyRequested', {
    messageIds: [...messageIds],
    text: result.text,
    confidence: result.confidence,
    sources: result.sources,
  });

const causeOf = (result: Exclude<ReasoningResult, { kind: 'solved' }>): HandoffCause => {
  switch (result.kind) {
    case 'answer':
      return 'low-confidence';
    case 'unsure':
      return result.cause;
    case 'failed':
      return 'reasoning-failed';
  }
};
