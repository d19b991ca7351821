import { createHash } from 'node:crypto';
import type { ChatAssignee, ChatEvent, ChatMessage } from '@deskstream/adapter-vendor-web-chat';
import type { EpochMs } from '@deskstream/kernel';
import type { Pool, PoolClient } from '@deskstream/platform-postgres';
import { identifier, inTransaction, migrate } from '@deskstream/platform-postgres';
import { MIGRATION_SET, migrations } from './migrations';

/** Which chat. */
export interface ChatRef {
  readonly workspace: string;
  readonly conversation: string;
}

export interface Chat {
  readonly assignee: ChatAssignee;
  readonly assignedAt: EpochMs;
  readonly status: 'open' | 'closed';
  readonly email: string | null;
  readonly name: string | null;
}

/** What is to happen; `key` is its idempotency key in this chat. */
export interface Happening {
  readonly key: string;
  readonly topic: ChatEvent['topic'];
  readonly at: EpochMs;
  readonly message?: Omit<ChatMessage, 'id' | 'at'>;
  /** What it changes of the chat. */
  readonly change?: Partial<Omit<Chat, 'assignedAt'>>;
}

export interface Recorded {
  readonly seq: number;
  readonly event: ChatEvent;
  /** It had happened before, under the same key. */
  readonly repeated: boolean;
}

export interface StoreOptions {
  readonly pool: Pool;
  readonly schema: string;
}

/** Channel of NOTIFY; its payload is the schema and the chat. */
export const CHANGED = 'deskstream_web_chat';

export const migrateStore = ({ pool, schema }: StoreOptions): Promise<readonly string[]> =>
  migrate(pool, schema, migrations, MIGRATION_SET);

/**
 * The event, what it changes and its webhook stand together or not at all. `null`: there is no such chat, which
 * only a customer may begin. `TOO_MANY`: this customer wrote too much in the last minute.
 */
export const record = (
  options: StoreOptions,
  ref: ChatRef,
  happening: Happening,
): Promise<Recorded | 'TOO_MANY' | null> =>
  inTransaction(options.pool, async (client) => {
    await client.query(`set local search_path to ${identifier(options.schema)}`);
    return recordIn(client, options.schema, ref, happening);
  });

/** As {@link record}, in the caller's transaction, whose search path begins with `schema`. */
export const recordIn = async (
  client: PoolClient,
  schema: string,
  ref: ChatRef,
  happening: Happening,
): Promise<Recorded | 'TOO_MANY' | null> => {
  const byCustomer = isByCustomer(happening);
  if (byCustomer) await begin(client, ref, happening.at);
  const chat = await lock(client, ref);
  if (chat === null) return null;
  const earlier = await standing(client, ref, happening.key);
  if (earlier !== null) return { ...earlier, repeated: true };
  if (byCustomer && (await isTooMuch(client, ref, happening.at))) return 'TOO_MANY';
  const seq = chat.lastSeq + 1;
  const event = eventOf(ref, { ...chat, ...happening.change }, happening);
  await write(client, { ref, seq, event, happening, byCustomer });
  await client.query('select pg_notify($1, $2)', [CHANGED, changedPayload(schema, ref)]);
  return { seq, event, repeated: false };
};

export const changedPayload = (schema: string, { workspace, conversation }: ChatRef): string =>
  `${schema}/${workspace}/${conversation}`;

const isByCustomer = ({ topic, message }: Happening): boolean =>
  topic === 'contact.identified' || message?.author.kind === 'customer';

/** New chats are the AI's. */
const begin = (client: PoolClient, { workspace, conversation }: ChatRef, at: EpochMs) =>
  client.query(
    `insert into web_chat_conversation (workspace, id, assignee, assigned_at, status, updated_at)
     values ($1, $2, '{"kind":"ai"}', $3, 'open', $3) on conflict do nothing`,
    [workspace, conversation, at],
  );

interface ChatRow {
  readonly assignee: ChatAssignee;
  readonly assigned_at: string;
  readonly status: 'open' | 'closed';
  readonly email: string | null;
  readonly name: string | null;
  readonly last_seq: number;
}

const lock = async (client: PoolClient, { workspace, conversation }: ChatRef) => {
  const { rows } = await client.query<ChatRow>(
    'select * from web_chat_conversation where workspace = $1 and id = $2 for update',
    [workspace, conversation],
  );
  return rows[0] === undefined ? null : chatOf(rows[0]);
};

export const chatOf = (row: ChatRow): Chat & { readonly lastSeq: number } => ({
  assignee: row.assignee,
  assignedAt: Number(row.assigned_at),
  status: row.status,
  email: row.email,
  name: row.name,
  lastSeq: row.last_seq,
});

const standing = async (client: PoolClient, { workspace, conversation }: ChatRef, key: string) => {
  const { rows } = await client.query<{ seq: number; event: ChatEvent }>(
    'select seq, event from web_chat_event where workspace = $1 and conversation = $2 and key = $3',
    [workspace, conversation, key],
  );
  return rows[0] ?? null;
};

/** Protects the AI's budget from one customer. */
const MESSAGES_A_MINUTE = 30;

const isTooMuch = async (client: PoolClient, ref: ChatRef, at: EpochMs): Promise<boolean> => {
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from web_chat_event
     where workspace = $1 and conversation = $2 and by_customer and at > $3`,
    [ref.workspace, ref.conversation, at - 60_000],
  );
  return (rows[0]?.n ?? 0) >= MESSAGES_A_MINUTE;
};

const eventOf = (ref: ChatRef, chat: Chat, happening: Happening): ChatEvent => {
  const id = createHash('sha256')
    .update(JSON.stringify([ref.workspace, ref.conversation, happening.key]))
    .digest('hex')
    .slice(0, 32);
  const { topic, at, message } = happening;
  return {
    id,
    topic,
    ...ref,
    at,
    assignee: chat.assignee,
    contact: {
      id: ref.conversation,
      ...(chat.name === null ? {} : { name: chat.name }),
      ...(chat.email === null ? {} : { email: chat.email }),
    },
    ...(message === undefined ? {} : { message: { ...message, id, at } }),
  };
};

interface Writing {
  readonly ref: ChatRef;
  readonly seq: number;
  readonly event: ChatEvent;
  readonly happening: Happening;
  readonly byCustomer: boolean;
}

const write = async (client: PoolClient, writing: Writing): Promise<void> => {
  const { ref, seq, event, happening, byCustomer } = writing;
  const { key, at, change = {} } = happening;
  const chat = [ref.workspace, ref.conversation];
  await client.query('insert into web_chat_event values ($1, $2, $3, $4, $5, $6, $7, $8, $9)', [
    ...chat,
    ...[seq, event.id, key, event.topic, at, byCustomer, event],
  ]);
  await client.query(
    `update web_chat_conversation set last_seq = $3, updated_at = $4, assignee = coalesce($5, assignee),
       assigned_at = case when $5::jsonb is null then assigned_at else $4 end, status = coalesce($6, status),
       email = coalesce($7, email), name = coalesce($8, name) where workspace = $1 and id = $2`,
    [
      ...[...chat, seq, at, change.assignee ?? null],
      ...[change.status ?? null, change.email ?? null, change.name ?? null],
    ],
  );
  await client.query(
    'insert into web_chat_outbox (workspace, conversation, body, due_at) values ($1, $2, $3, $4)',
    [...chat, JSON.stringify(event), at],
  );
};
