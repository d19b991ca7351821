import type { Migration } from '@deskstream/platform-postgres';

/** Times in milliseconds since the epoch. Secrets are kept as SHA-256, passwords as argon2id. */
export const MIGRATIONS: readonly Migration[] = [
  {
    name: '001-accounts',
    sql: `
      create table account (
        id text primary key,
        email text not null,
        name text not null,
        role text not null check (role in ('viewer', 'engineer', 'admin')),
        password_hash text,
        issuer text,
        subject text,
        disabled_at bigint,
        created_at bigint not null,
        last_sign_in_at bigint
      );
      create unique index account_by_email on account (email) where issuer is null;
      create unique index account_by_subject on account (issuer, subject) where issuer is not null;
      create table browser_session (
        token_hash bytea primary key,
        account_id text not null references account on delete cascade,
        created_at bigint not null,
        last_used_at bigint not null,
        expires_at bigint not null,
        address text not null
      );
      create index browser_session_by_account on browser_session (account_id);
      create table api_token (
        id text primary key,
        name text not null,
        role text not null check (role in ('viewer', 'engineer', 'admin')),
        secret_hash bytea not null unique,
        created_at bigint not null,
        created_by text not null,
        expires_at bigint not null,
        revoked_at bigint,
        last_used_at bigint
      );
      create table sign_in_failure (
        subject text primary key,
        count integer not null,
        last_at bigint not null,
        blocked_until bigint not null
      );
      create table oidc_flow (
        state_hash bytea primary key,
        nonce text not null,
        verifier text not null,
        return_to text not null,
        expires_at bigint not null
      );
      create table act (
        id bigint generated always as identity primary key,
        at bigint not null,
        kind text not null,
        principal text not null,
        name text not null,
        role text not null,
        route text not null,
        about text not null,
        reason text not null,
        address text not null,
        outcome text not null
      );
      create index act_by_time on act (at);
    `,
  },
  {
    name: '002-known-browsers',
    sql: `
      create table known_browser (
        token_hash bytea primary key,
        account_id text not null references account on delete cascade,
        last_used_at bigint not null
      );
      create index known_browser_by_account on known_browser (account_id);
      alter table browser_session add column id_token text;
    `,
  },
];
