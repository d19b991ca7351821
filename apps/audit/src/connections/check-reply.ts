import type { Check } from '@deskstream/conversation-domain';
import { replyChannelOf } from '@deskstream/conversation-why';
import { InfraError, parsePartitionKey, partitionKey } from '@deskstream/kernel';
import type { ReplyQuestion, VendorConnection, VendorVerification } from '@deskstream/port-vendor';
import { foldTo } from '../queries/events.query';
import { lastReply } from '../why/last-reply';
import type { CaseParts } from '../why/read-case';
import { readCase } from '../why/read-case';
import { readHealth } from './read-health';

export interface ReplyReport {
  readonly key: string;
  readonly ticket: string;
  readonly checks: readonly Check[];
}

const HUBSPOT = 'hubspot';
const WITHIN_MS = 30_000;

/**
 * Why did a person's reply not reach the customer? The five checks of S055–S059 of one handed-off session. Rejects
 * with `REPLY.NO_SESSION`, `REPLY.NO_TICKET` or `REPLY.NO_HUBSPOT`.
 */
export const checkReply = async (parts: CaseParts, key: string): Promise<ReplyReport> => {
  const given = await readCase(parts, key);
  if (given === null) throw refused('NO_SESSION', `There is no session ${key}.`);
  const ticket = await ticketOf(parts, key);
  const { connection, check } = deskOf(parts, key);
  const question: ReplyQuestion = {
    ticket,
    ...(await seenOf(parts, connection)),
    handoffTag: given.settings?.handoff.tag ?? '',
    reply: await lastReply(parts, [key, keyOfTicket(connection, ticket)]),
    channel: replyChannelOf(given),
  };
  const checks = await check(question, connection, AbortSignal.timeout(WITHIN_MS));
  return { key, ticket, checks };
};

const refused = (code: string, detail: string): InfraError =>
  new InfraError(`REPLY.${code}`, detail, false);

const ticketOf = async ({ index }: CaseParts, key: string): Promise<string> => {
  const { state } = await foldTo(index, key, Number.MAX_SAFE_INTEGER);
  if (state.ticket === null) throw refused('NO_TICKET', `Session ${key} has no ticket.`);
  return state.ticket.ticketId;
};

interface Desk {
  readonly connection: VendorConnection;
  readonly check: NonNullable<VendorVerification['checkReply']>;
}

const deskOf = ({ settings, verifications }: CaseParts, key: string): Desk => {
  const { workspace = '' } = parsePartitionKey(key) ?? {};
  const connection = settings.connection(workspace, HUBSPOT);
  const check = verifications.find(({ vendor }) => vendor === HUBSPOT)?.checkReply;
  if (connection !== null && check !== undefined) return { connection, check };
  throw refused('NO_HUBSPOT', `Workspace ${workspace} is not connected to HubSpot.`);
};

const seenOf = async (parts: CaseParts, connection: VendorConnection) => {
  const { topics, webhookUrl } = await readHealth(parts, connection);
  return {
    seenTopics: topics.filter(({ deliveries }) => deliveries > 0).map(({ topic }) => topic),
    arrivingAt: webhookUrl.arrivingAt,
  };
};

/** The log of what was said on the ticket itself. */
const keyOfTicket = ({ workspace }: VendorConnection, ticket: string): string =>
  partitionKey({ workspace, vendor: HUBSPOT, conversation: `ticket-${ticket}` });
