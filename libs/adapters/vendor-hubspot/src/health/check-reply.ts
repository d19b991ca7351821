import type { Check } from '@deskstream/conversation-domain';
import type { ReplyQuestion } from '@deskstream/port-vendor';
import type { Session } from '../api/session';
import { endedWith } from '../api/session';
import { tagsOf } from '../api/tags';
import { requiredTopics } from '../webhooks/topics';
import { checkReplySync } from './reply-sync';
import { readSubscriptions } from './subscription-checks';

/** The five points, with what HubSpot says of ticket and subscriptions now. */
export const checkReplyWith = async (
  session: Session,
  question: ReplyQuestion,
): Promise<readonly Check[]> => {
  const { ticket, handoffTag, seenTopics, reply, channel } = question;
  const { appId = '' } = session.connection;
  const tags = await orUnknown(() => tagsOf(session, { type: 'tickets', id: ticket }));
  const shown = await orUnknown(() => readSubscriptions(session, appId));
  return checkReplySync({
    handoffTag,
    tags,
    subscribed: shown?.active ?? (seenTopics.length === 0 ? null : seenTopics),
    requiredTopics,
    webhookUrl: webhookUrlOf(session, question, shown?.targetUrl),
    reply,
    channel,
  });
};

/** Deliveries tell host and path of the address that they were sent to, and no scheme. */
const webhookUrlOf = (
  { connection }: Session,
  { arrivingAt }: ReplyQuestion,
  target: string | undefined,
) => {
  const { publicWebhookUrl: ours = '' } = connection;
  return target === undefined
    ? { theirs: arrivingAt, ours: ours.replace(/^https?:\/\//, '') }
    : { theirs: target, ours };
};

const orUnknown = async <T>(read: () => Promise<T>): Promise<T | null> => {
  try {
    return await read();
  } catch (error) {
    endedWith(error);
    return null;
  }
};
