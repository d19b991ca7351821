import type { Check, Conversation } from '@deskstream/conversation-domain';
import type { Clock } from '@deskstream/kernel';
import { InfraError, parsePartitionKey, partitionKey } from '@deskstream/kernel';
import type { Settings } from '@deskstream/port-settings';
import type { StreamIndex } from '@deskstream/port-stream-index';
import type { ReplyQuestion, VendorVerification } from '@deskstream/port-vendor';
import type { DataSource } from 'typeorm';
import { eventsOf, foldTo } from '../queries/events.query';
import { readHealth } from './read-health';

export interface CheckReplyDeps {
  readonly index: StreamIndex;
  readonly dataSource: DataSource;
  readonly clock: Clock;
  readonly settings: Pick<Settings, 'connection' | 'current'>;
  readonly verifications: readonly VendorVerification[];
}

export interface ReplyReport {
  readonly key: string;
  readonly ticket: string;
  readonly checks: readonly Check[];
}

const HUBSPOT = 'hubspot';
const WITHIN_MS = 30_000;

/**
 * Why did a person's reply not reach the customer? The five checks of S055–S059 of one handed-off session. Rejects
 * with `REPLY.NO_TICKET` or `REPLY.NO_HUBSPOT`.
 */
export const checkReply = async (deps: CheckReplyDeps, key: string): Promise<ReplyReport> => {
  const { state } = await foldTo(deps.index, key, Number.MAX_SAFE_INTEGER);
  const ticket = state.ticket?.ticketId;
  if (ticket === undefined) throw refused('NO_TICKET', `Session ${key} has no ticket.`);
  const { workspace = '' } = parsePartitionKey(key) ?? {};
  const connection = deps.settings.connection(workspace, HUBSPOT);
  const check = deps.verifications.find(({ vendor }) => vendor === HUBSPOT)?.checkReply;
  if (connection === null || check === undefined)
    throw refused('NO_HUBSPOT', `Workspace ${workspace} is not connected to HubSpot.`);
  const { topics, webhookUrl } = await readHealth(deps, connection);
  const question: ReplyQuestion = {
    ticket,
    handoffTag: deps.settings.current(workspace)?.rules.handoff.tag ?? '',
    seenTopics: topics.filter(({ deliveries }) => deliveries > 0).map(({ topic }) => topic),
    arrivingAt: webhookUrl.arrivingAt,
    reply: await lastReply(deps, { workspace, key, ticket }),
    channel: channelOf(state),
  };
  const checks = await check(question, connection, AbortSignal.timeout(WITHIN_MS));
  return { key, ticket, checks };
};

const refused = (code: string, detail: string): InfraError =>
  new InfraError(`REPLY.${code}`, detail, false);

/** What a person said last on the ticket: in the ticket's own log, else in the session's. */
const lastReply = async (
  { index }: CheckReplyDeps,
  { workspace, key, ticket }: { workspace: string; key: string; ticket: string },
): Promise<ReplyQuestion['reply']> => {
  const ofTicket = partitionKey({ workspace, vendor: HUBSPOT, conversation: `ticket-${ticket}` });
  let last: ReplyQuestion['reply'] = null;
  for (const each of [key, ofTicket])
    for await (const { event, partition, offset } of eventsOf(index, each))
      if (event.type === 'TeammateMessageReceived')
        last = {
          visibility: event.data.visibility,
          evidence: `${each} ${partition}/${offset}`,
        };
  return last;
};

const channelOf = ({ channel, contact, status }: Conversation): ReplyQuestion['channel'] => {
  if (channel === null) return null;
  const address = channel === 'email' ? contact?.email : contact?.phone;
  return {
    kind: channel,
    open: status !== 'deleted',
    ...(address === undefined ? {} : { address }),
  };
};
