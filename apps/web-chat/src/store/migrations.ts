import type { Migration } from '@deskstream/platform-postgres';

/** The set of this service in `schema_migration`. */
export const MIGRATION_SET = 'web-chat';

export const migrations: readonly Migration[] = [
  {
    name: '0001-web-chat',
    sql: `
      create table web_chat_conversation (
        workspace text not null,
        id text not null,
        assignee jsonb not null,
        assigned_at bigint not null,
        status text not null check (status in ('open', 'closed')),
        email text,
        name text,
        tags text[] not null default '{}',
        last_seq integer not null default 0,
        updated_at bigint not null,
        primary key (workspace, id)
      );
      create index web_chat_conversation_updated on web_chat_conversation (workspace, updated_at);
      -- One row per occurrence; messages among them. key makes each of them happen once.
      create table web_chat_event (
        workspace text not null,
        conversation text not null,
        seq integer not null,
        id text not null,
        key text not null,
        topic text not null,
        at bigint not null,
        by_customer boolean not null,
        event jsonb not null,
        primary key (workspace, conversation, seq),
        unique (workspace, conversation, key)
      );
      -- Webhooks that the ingress has not acknowledged yet.
      create table web_chat_outbox (
        position bigint generated always as identity primary key,
        workspace text not null,
        conversation text not null,
        body text not null,
        attempts integer not null default 0,
        due_at bigint not null
      );
      create index web_chat_outbox_order on web_chat_outbox (workspace, conversation, position);
    `,
  },
  {
    name: '0002-replies',
    sql: `
      -- Tickets that were made at a handoff. conversation: the web chat, null for other help desks.
      create table web_chat_ticket (
        workspace text not null,
        ticket text not null,
        conversation text,
        primary key (workspace, ticket)
      );
      -- Answers on tickets that are not known, or not known yet.
      create table web_chat_waiting_reply (
        position bigint generated always as identity,
        workspace text not null,
        ticket text not null,
        message_id text not null,
        reply jsonb not null,
        since bigint not null,
        primary key (workspace, ticket, message_id)
      );
      create index web_chat_waiting_reply_since on web_chat_waiting_reply (since);
      create table web_chat_ticket_redrive (command_id text primary key);
      -- How far the log was followed.
      create table web_chat_checkpoint (partition integer primary key, next bigint not null);
    `,
  },
];
