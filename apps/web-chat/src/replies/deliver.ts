import type { EpochMs } from '@deskstream/kernel';
import type { PoolClient } from '@deskstream/platform-postgres';
import type { ChatRef } from '../store/chat-store';
import { recordIn } from '../store/chat-store';
import type { News, OfTicket, Reply } from './news';

export interface Delivering {
  readonly client: PoolClient;
  readonly schema: string;
  readonly now: EpochMs;
}

/** What became of the replies that an event concerned. */
export type Delivered =
  'delivered' | 'repeated' | 'waiting' | 'internal' | 'not-a-web-chat' | 'chat-is-gone';

/**
 * A reply goes into the chat that its ticket was made for, once. Conversations have no order among each other: a
 * reply that is read before its ticket waits for it. The caller's transaction makes all of it one.
 */
export const deliver = async (on: Delivering, news: News): Promise<readonly Delivered[]> => {
  switch (news.kind) {
    case 'internal':
      return ['internal'];
    case 'reply':
      return [await deliverOne(on, news.reply)];
    case 'ticket':
      return deliverWaiting(on, news);
    case 'ticket-redriven':
      await on.client.query(
        'insert into web_chat_ticket_redrive (command_id) values ($1) on conflict do nothing',
        [news.commandId],
      );
      return [];
    case 'redrive-delivered':
      return (await isOfTicket(on, news.commandId)) ? deliverWaiting(on, news.ticket) : [];
  }
};

/** By then a ticket is known that was made at a handoff. */
const WAITS_MS = 24 * 3_600_000;

/** Replies whose ticket did not turn up are forgotten. */
export const forgetWaiting = async ({ client, now }: Delivering): Promise<void> => {
  await client.query('delete from web_chat_waiting_reply where since < $1', [now - WAITS_MS]);
};

const deliverOne = async (on: Delivering, reply: Reply): Promise<Delivered> => {
  await lockTicket(on, reply);
  const { rows } = await on.client.query<{ conversation: string | null }>(
    'select conversation from web_chat_ticket where workspace = $1 and ticket = $2',
    [reply.workspace, reply.ticket],
  );
  const [known] = rows;
  if (known === undefined) return keepWaiting(on, reply);
  if (known.conversation === null) return 'not-a-web-chat';
  return say(on, { workspace: reply.workspace, conversation: known.conversation }, reply);
};

const keepWaiting = async (
  { client, now }: Delivering,
  { workspace, ticket, messageId, text, author }: Reply,
): Promise<'waiting'> => {
  await client.query(
    `insert into web_chat_waiting_reply (workspace, ticket, message_id, reply, since)
     values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [workspace, ticket, messageId, { text, author }, now],
  );
  return 'waiting';
};

const deliverWaiting = async (
  on: Delivering,
  { workspace, ticket, conversation }: OfTicket,
): Promise<readonly Delivered[]> => {
  await lockTicket(on, { workspace, ticket });
  await on.client.query(
    `insert into web_chat_ticket (workspace, ticket, conversation) values ($1, $2, $3)
     on conflict do nothing`,
    [workspace, ticket, conversation],
  );
  const { rows } = await on.client.query<{ message_id: string; reply: Omit<Reply, 'messageId'> }>(
    `with gone as (delete from web_chat_waiting_reply where workspace = $1 and ticket = $2
       returning message_id, reply, position)
     select message_id, reply from gone order by position`,
    [workspace, ticket],
  );
  const delivered: Delivered[] = [];
  for (const { message_id: messageId, reply } of rows)
    delivered.push(
      conversation === null
        ? 'not-a-web-chat'
        : await say(on, { workspace, conversation }, { ...reply, workspace, ticket, messageId }),
    );
  return delivered;
};

const say = async (
  { client, schema, now }: Delivering,
  ref: ChatRef,
  { ticket, messageId, text, author }: Reply,
): Promise<Delivered> => {
  const { id, name } = author;
  const recorded = await recordIn(client, schema, ref, {
    key: `ticket:${messageId}`,
    topic: 'message.created',
    at: now,
    message: {
      author: { kind: 'teammate', id, ...(name === undefined ? {} : { name }) },
      visibility: 'public',
      text,
      ticket,
    },
  });
  if (recorded === null || recorded === 'TOO_MANY') return 'chat-is-gone';
  return recorded.repeated ? 'repeated' : 'delivered';
};

/** Its reply and the ticket itself may be handled at the same time, by two lanes. */
const lockTicket = async (
  { client }: Delivering,
  { workspace, ticket }: Pick<Reply, 'workspace' | 'ticket'>,
): Promise<void> => {
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    JSON.stringify(['web-chat-ticket', workspace, ticket]),
  ]);
};

const isOfTicket = async ({ client }: Delivering, commandId: string): Promise<boolean> => {
  const { rowCount } = await client.query(
    'delete from web_chat_ticket_redrive where command_id = $1',
    [commandId],
  );
  return rowCount === 1;
};
