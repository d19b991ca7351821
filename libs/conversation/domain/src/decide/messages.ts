import { topicOf } from '../policies/topics';
import type { DecideOn, Events, Situation } from './decision';
import { event, ignored, then } from './decision';
import { judgeMessage } from './judging';
import { takeOver } from './ownership';
import { cancelResolution } from './silence';
import { ticketNews } from './tickets';

/** A customer's message is judged; what follows depends on the verdict. */
export const onCustomerWrote: DecideOn<'CustomerWrote'> = (input, state, settings) => {
  const message = input.data;
  if (state.known.includes(message.messageId))
    return ignored(input.type, `message ${message.messageId} is already in the log`);
  const received = [
    event('CustomerMessageReceived', message),
    ...cancelResolution(state, 'the customer wrote again'),
  ];
  return then({ state, settings, at: input.at }, received, (next) => [
    ...profileRequest(next),
    ...ticketNews(next),
    ...judgeMessage(next, {
      messageId: message.messageId,
      context: message.context === true,
      topic: topicOf(message.text, settings),
    }),
  ]);
};

/** Our own words coming back are echoes; a person's public reply silences the AI. */
export const onTeammateWrote: DecideOn<'TeammateWrote'> = (input, state) => {
  const { messageId, byAi, visibility, author, vendorAt } = input.data;
  if (state.posted.includes(messageId))
    return [event('EchoRecognised', { messageId, by: 'message-id', vendorAt })];
  if (state.known.includes(messageId))
    return ignored(input.type, `message ${messageId} is already in the log`);
  if (byAi) return [event('EchoRecognised', { messageId, by: 'author', vendorAt })];
  const received = event('TeammateMessageReceived', input.data);
  const history = vendorAt < state.historyBefore;
  return visibility === 'note' || history
    ? [received]
    : [received, ...takeOver(state, { how: 'replied', teammate: author.id, vendorAt })];
};

export const onBotWrote: DecideOn<'BotWrote'> = (input, state) =>
  state.known.includes(input.data.messageId)
    ? ignored(input.type, `message ${input.data.messageId} is already in the log`)
    : [event('BotMessageReceived', input.data)];

/** S028, S029: asked for once, beside everything else. */
const profileRequest = ({ state, settings: { companySync } }: Situation): Events =>
  companySync === 'off' || state.profiled || state.contact === null
    ? []
    : [event('ProfileRequested', { contactId: state.contact.id, companies: companySync })];
