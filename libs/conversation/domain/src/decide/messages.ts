import { evolve } from '../evolve';
import { judge } from '../policies/verdict.policy';
import type { Conversation } from '../state';
import type { DecideOn } from './decision';
import { event, ignored } from './decision';
import { cancelTimer, settle, silence, supersedeRun } from './silence';

export const ANSWER_TIMER = 'answer';

/** A customer's message is judged; then the AI waits for the burst to end (S030, S031). */
export const onCustomerWrote: DecideOn<'CustomerWrote'> = (input, state, settings) => {
  const message = input.data;
  if (state.known.includes(message.messageId))
    return ignored(input.type, `message ${message.messageId} is already in the log`);
  const received = event('CustomerMessageReceived', message);
  const after = preview(state, received, input.at);
  const { checks, ...verdict } = judge({ state: after, message, settings });
  const judged = event('MessageJudged', {
    messageId: message.messageId,
    ...verdict,
    checks: [...checks],
  });
  if (verdict.verdict === 'stay-silent')
    return [received, judged, ...settle([message.messageId], 'suppressed', verdict.reason)];
  return [
    received,
    judged,
    ...cancelTimer(state, 'a newer message arrived'),
    ...supersedeRun(state, 'a newer message arrived'),
    event('TimerSet', {
      name: ANSWER_TIMER,
      dueAt: input.at + settings.waitMs[message.channel],
      because: `quiet time on ${message.channel}`,
    }),
  ];
};

/** Our own words coming back are echoes; a person's public reply silences the AI. */
export const onTeammateWrote: DecideOn<'TeammateWrote'> = (input, state) => {
  const { messageId, byAi, visibility, author, vendorAt } = input.data;
  if (state.posted.includes(messageId))
    return [event('EchoRecognised', { messageId, by: 'message-id', vendorAt })];
  if (byAi) return [event('EchoRecognised', { messageId, by: 'author', vendorAt })];
  const received = event('TeammateMessageReceived', input.data);
  if (visibility === 'note' || state.withPerson !== null) return [received];
  return [
    received,
    event('PersonTookOver', { how: 'replied', teammate: author.id }),
    ...silence(state, 'a teammate replied'),
  ];
};

export const onBotWrote: DecideOn<'BotWrote'> = (input) => [
  event('BotMessageReceived', input.data),
];

const preview = (
  state: Conversation,
  received: ReturnType<typeof event>,
  at: number,
): Conversation => evolve(state, { ...received, id: '', at });
