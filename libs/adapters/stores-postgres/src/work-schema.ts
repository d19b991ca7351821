import type { Migration } from '@deskstream/platform-postgres';

export const migrations: readonly Migration[] = [
  {
    name: '001-work-ledger',
    sql: `
create table work_item (
  id text not null,
  group_name text not null,
  key text not null,
  workspace text not null,
  seq int not null,
  due_at bigint not null,
  payload json not null,
  journal text[] not null default '{}',
  recalled text,
  attempt int not null default 0,
  token text,
  lease_until bigint not null default 0,
  ready_at bigint generated always as (greatest(due_at, lease_until)) stored,
  finished_at bigint,
  result json,
  primary key (id, group_name)
);
create index work_item_conversation on work_item (group_name, key, seq, id);
create index work_item_head on work_item (group_name, key, seq, id) where finished_at is null;
create index work_item_turn on work_item (group_name, workspace, ready_at, id) where finished_at is null;
create index work_item_next on work_item (group_name, ready_at) where finished_at is null;
create table work_checkpoint (
  group_name text not null,
  partition int not null,
  next_offset bigint not null,
  primary key (group_name, partition)
) with (fillfactor = 20);`,
  },
  {
    name: '002-work-finished',
    sql: `create index work_item_finished on work_item (group_name, finished_at) where finished_at is not null;`,
  },
  {
    name: '003-work-queues',
    sql: `
alter table work_item add column queue text;
update work_item set queue = workspace;
alter table work_item alter column queue set not null,
  add column urgency smallint not null default 0,
  add column kind text not null default '';
drop index work_item_turn;
create index work_item_turn on work_item (group_name, queue, urgency, ready_at, id) where finished_at is null;`,
  },
];
