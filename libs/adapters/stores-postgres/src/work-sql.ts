import type { QueueTerms } from '@deskstream/port-work-ledger';

/**
 * `i` is the lowest open item of its conversation. A lookup of one row, not `not exists`: that one the
 * planner turns into a join over all open items (100 claims among 20 000 took minutes).
 */
const isHead = (s: string): string => `i.id = (
  select b.id from ${s}.work_item b where b.group_name = i.group_name and b.key = i.key
     and b.finished_at is null order by b.seq, b.id limit 1)`;

/**
 * The queues with open work, found by hopping along the index, each with what may be claimed of it.
 * The parameters are group, per queue, and the terms as arrays: queue, at most, least urgent, oldest first.
 */
const termsSql = (s: string, [group, perQueue, ...terms]: readonly string[]): string => `
recursive queues(queue) as (
  (select queue from ${s}.work_item where group_name = ${group} and finished_at is null order by queue limit 1)
  union all
  select (select n.queue from ${s}.work_item n where n.group_name = ${group} and n.finished_at is null
             and n.queue > p.queue order by n.queue limit 1)
    from queues p where p.queue is not null
), terms as (
  select q.queue, coalesce(t.at_most, ${perQueue}::int) as at_most, coalesce(t.least_urgent, 2) as least_urgent,
         coalesce(t.oldest_first, false) as oldest_first
    from queues q left join unnest(${terms[0]}::text[], ${terms[1]}::int[], ${terms[2]}::int[], ${terms[3]}::boolean[])
      as t(queue, at_most, least_urgent, oldest_first) on t.queue = q.queue
   where q.queue is not null and coalesce(t.at_most, 1) > 0
)`;

/**
 * $1 group, $2 per queue, $3-$6 terms, $7 now, $8 limit, $9 lease until, $10 last queue served. Each queue
 * gives its due heads, by urgency; they are taken in rounds over the queues.
 */
export const claimSql = (s: string): string => `
with ${termsSql(s, ['$1', '$2', '$3', '$4', '$5', '$6'])}, due as (
  select h.id, t.queue, t.at_most, row_number() over (partition by t.queue
           order by case when t.oldest_first then 0 else h.urgency end, h.ready_at, h.id) as round
    from terms t cross join generate_series(0, t.least_urgent) as u(urgency) cross join lateral (
      select i.id, i.urgency, i.ready_at from ${s}.work_item i
       where i.group_name = $1 and i.queue = t.queue and i.urgency = u.urgency and i.finished_at is null
         and i.ready_at <= $7 and ${isHead(s)}
       order by i.ready_at, i.id limit least($8, t.at_most)) h
), chosen as (
  select id, row_number() over (order by round, queue <= $10, queue) as place from due
   where round <= at_most order by place limit $8
), locked as (
  select i.id, c.place from ${s}.work_item i join chosen c on c.id = i.id
   where i.group_name = $1 and i.finished_at is null and i.ready_at <= $7
   order by c.place for update of i skip locked
), taken as (
  update ${s}.work_item i
     set token = gen_random_uuid()::text, attempt = i.attempt + 1, lease_until = $9
    from locked where locked.id = i.id and i.group_name = $1
  returning i.id, i.key, i.workspace, i.queue, i.kind, i.seq, i.due_at::float8 as due_at, i.payload, i.journal,
            i.recalled, i.attempt, i.token, locked.place
)
select taken.*, (select json_agg(f.result order by f.seq, f.id) from ${s}.work_item f
    where f.group_name = $1 and f.key = taken.key and f.finished_at is not null and f.seq < taken.seq) as earlier
  from taken order by place`;

/** $1 group, $2-$5 terms: when the first head that they allow is ready. */
export const nextDueSql = (s: string): string => `
with ${termsSql(s, ['$1', '1', '$2', '$3', '$4', '$5'])}
select min(h.ready_at)::float8 as at
  from terms t cross join generate_series(0, t.least_urgent) as u(urgency) cross join lateral (
    select i.ready_at from ${s}.work_item i
     where i.group_name = $1 and i.queue = t.queue and i.urgency = u.urgency and i.finished_at is null
       and ${isHead(s)}
     order by i.ready_at limit 1) h`;

/** Terms as the arrays that the statements take. */
export const columnsOf = (terms: readonly QueueTerms[]): readonly unknown[] => [
  terms.map(({ queue }) => queue),
  terms.map(({ atMost }) => atMost),
  terms.map(({ leastUrgent }) => leastUrgent),
  terms.map(({ oldestFirst }) => oldestFirst),
];

export const addSql = (s: string): string => `
insert into ${s}.work_item (group_name, id, key, workspace, queue, urgency, kind, seq, due_at, payload)
select $1, d.* from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::smallint[], $7::text[], $8::int[],
                           $9::bigint[], $10::json[]) as d
on conflict do nothing`;

/** $1 group, $2 conversations: what a more urgent item waits for becomes as urgent. */
export const hurrySql = (s: string): string => `
update ${s}.work_item i set urgency = b.urgency
  from (select o.id, min(o.urgency) over (partition by o.key order by o.seq desc, o.id desc) as urgency
          from ${s}.work_item o
         where o.group_name = $1 and o.key = any($2::text[]) and o.finished_at is null) b
 where i.group_name = $1 and i.id = b.id and i.urgency > b.urgency`;
