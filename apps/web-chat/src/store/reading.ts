import type { ChatEvent } from '@deskstream/adapter-vendor-web-chat';
import type { EpochMs } from '@deskstream/kernel';
import { identifier } from '@deskstream/platform-postgres';
import type { Chat, ChatRef, StoreOptions } from './chat-store';
import { chatOf } from './chat-store';

export interface Numbered {
  readonly seq: number;
  /** Its idempotency key in the chat. */
  readonly key: string;
  readonly event: ChatEvent;
}

export const PAGE = 500;

export const readChat = async (
  { pool, schema }: StoreOptions,
  { workspace, conversation }: ChatRef,
): Promise<Chat | null> => {
  const { rows } = await pool.query<Parameters<typeof chatOf>[0]>(
    `select * from ${identifier(schema)}.web_chat_conversation where workspace = $1 and id = $2`,
    [workspace, conversation],
  );
  return rows[0] === undefined ? null : chatOf(rows[0]);
};

/** Oldest first, a page at most. */
export const eventsAfter = async (
  { pool, schema }: StoreOptions,
  { workspace, conversation }: ChatRef,
  after: { readonly seq: number; readonly at?: EpochMs },
): Promise<readonly Numbered[]> => {
  const { rows } = await pool.query<Numbered>(
    `select seq, key, event from ${identifier(schema)}.web_chat_event
     where workspace = $1 and conversation = $2 and seq > $3 and at >= $4 order by seq limit $5`,
    [workspace, conversation, after.seq, after.at ?? 0, PAGE],
  );
  return rows;
};

export const eventByKey = async (
  { pool, schema }: StoreOptions,
  { workspace, conversation }: ChatRef,
  key: string,
): Promise<Numbered | null> => {
  const { rows } = await pool.query<Numbered>(
    `select seq, key, event from ${identifier(schema)}.web_chat_event
     where workspace = $1 and conversation = $2 and key = $3`,
    [workspace, conversation, key],
  );
  return rows[0] ?? null;
};

export const changedBetween = async (
  { pool, schema }: StoreOptions,
  workspace: string,
  range: { readonly since: EpochMs; readonly until: EpochMs },
): Promise<readonly { readonly id: string; readonly updatedAt: number }[]> => {
  const { rows } = await pool.query<{ id: string; updated_at: string }>(
    `select id, updated_at from ${identifier(schema)}.web_chat_conversation
     where workspace = $1 and updated_at between $2 and $3 order by updated_at desc limit $4`,
    [workspace, range.since, range.until, PAGE],
  );
  return rows.map((row) => ({ id: row.id, updatedAt: Number(row.updated_at) }));
};

export const addTag = async (
  { pool, schema }: StoreOptions,
  { workspace, conversation }: ChatRef,
  tag: string,
): Promise<boolean> => {
  const { rowCount } = await pool.query(
    `update ${identifier(schema)}.web_chat_conversation
     set tags = case when $3 = any(tags) then tags else tags || $3::text end where workspace = $1 and id = $2`,
    [workspace, conversation, tag],
  );
  return rowCount === 1;
};
