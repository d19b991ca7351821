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
];

/**
 * `i` is the lowest open item of its conversation. A lookup of one row, not `not exists`: that one the
 * planner turns into a join over all open items (100 claims among 20 000 took minutes).
 */
export const isHead = (s: string): string => `i.id = (
  select b.id from ${s}.work_item b where b.group_name = i.group_name and b.key = i.key
     and b.finished_at is null order by b.seq, b.id limit 1)`;

/**
 * $1 group, $2 now, $3 limit, $4 lease until, $5 last workspace served. The workspaces with open work are
 * found by hopping along the index; each gives its due heads; they are taken in rounds over the workspaces.
 */
export const claimSql = (s: string): string => `
with recursive spaces(workspace) as (
  (select workspace from ${s}.work_item where group_name = $1 and finished_at is null order by workspace limit 1)
  union all
  select (select n.workspace from ${s}.work_item n where n.group_name = $1 and n.finished_at is null
             and n.workspace > p.workspace order by n.workspace limit 1)
    from spaces p where p.workspace is not null
), due as (
  select h.id, w.workspace, row_number() over (partition by w.workspace order by h.ready_at, h.id) as round
    from spaces w cross join lateral (
      select i.id, i.ready_at from ${s}.work_item i
       where i.group_name = $1 and i.workspace = w.workspace and i.finished_at is null and i.ready_at <= $2
         and ${isHead(s)}
       order by i.ready_at, i.id limit $3) h
   where w.workspace is not null
), chosen as (
  select id, row_number() over (order by round, workspace <= $5, workspace) as place from due
   order by place limit $3
), locked as (
  select i.id, c.place from ${s}.work_item i join chosen c on c.id = i.id
   where i.group_name = $1 and i.finished_at is null and i.ready_at <= $2
   order by c.place for update of i skip locked
), taken as (
  update ${s}.work_item i
     set token = gen_random_uuid()::text, attempt = i.attempt + 1, lease_until = $4
    from locked where locked.id = i.id and i.group_name = $1
  returning i.id, i.key, i.workspace, i.seq, i.due_at::float8 as due_at, i.payload, i.journal, i.recalled,
            i.attempt, i.token, locked.place
)
select taken.*, (select json_agg(f.result order by f.seq, f.id) from ${s}.work_item f
    where f.group_name = $1 and f.key = taken.key and f.finished_at is not null and f.seq < taken.seq) as earlier
  from taken order by place`;
