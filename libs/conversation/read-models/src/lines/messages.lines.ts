import type { EventData } from '@deskstream/conversation-domain';
import type { Lines } from './line';
import { count } from './line';

export const messageLines = {
  CustomerMessageReceived: [
    'message',
    'plain',
    ({ data }) =>
      `The customer wrote on ${data.channel}${data.recovered === true ? '; no webhook told of it, the gap finder did' : ''}.`,
  ],
  TeammateMessageReceived: [
    'message',
    'plain',
    ({ data }) =>
      `${data.author.name ?? 'A teammate'} ${data.visibility === 'note' ? 'left a note' : 'replied'}${onTicket(data)}.`,
  ],
  BotMessageReceived: ['message', 'plain', () => 'A bot of the help desk wrote.'],
  EchoRecognised: ['delivery', 'plain', () => 'Our own message came back; recognised as an echo.'],
  MessageAnnounced: [
    'delivery',
    'plain',
    ({ data }) => `The vendor told of message ${data.messageId} without its text.`,
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
  MessageJudged: ['decision', 'plain', ({ data }) => verdictLine(data.verdict, data.reason)],
  MessagesReopened: [
    'decision',
    'plain',
    ({ data }) => `Taken up again, ${count(data.messageIds)}: ${data.because}.`,
  ],
  MessagesSettled: [
    'decision',
    'plain',
    ({ data }) => `Settled ${count(data.messageIds)}: ${data.outcome} (${data.reason}).`,
  ],
  InputIgnored: ['delivery', 'plain', ({ data }) => `${data.inputType} ignored: ${data.because}.`],
} satisfies Lines;

const verdictLine = (verdict: string, reason: string): string =>
  verdict === 'answer'
    ? 'Verdict: answer.'
    : `Verdict: ${verdict.replaceAll('-', ' ').replace('hand off', 'hand off to people')} (${reason}).`;

const onTicket = ({ ticket, visibility }: EventData<'TeammateMessageReceived'>): string => {
  if (ticket === undefined) return '';
  return ` on ticket ${ticket}${visibility === 'note' ? '; internal, so the customer never gets it' : ''}`;
};
