import type { Migration } from '@deskstream/platform-postgres';

/** `seq` rises with time (a sequence without cache); the size stands apart, for counting many rows is slow. */
export const migrations: readonly Migration[] = [
  {
    name: '001-webhook-spool',
    sql: `
create table webhook_spool (
  seq bigint generated always as identity primary key,
  at bigint not null default (extract(epoch from clock_timestamp()) * 1000)::bigint,
  topic text not null,
  key text not null,
  headers text not null,
  value bytea,
  bytes int not null
);
create index webhook_spool_key on webhook_spool (key);
create table webhook_spool_size (
  id int primary key check (id = 1),
  rows bigint not null,
  bytes bigint not null
) with (fillfactor = 20);
insert into webhook_spool_size values (1, 0, 0);`,
  },
];
