import type { Migration } from '@deskstream/platform-postgres';

/** Raised by `log_step` when the lane has another owner. */
export const FENCED = 'DS001';

/**
 * `log_append` takes the row locks of its partitions in one order, so steps cannot deadlock, and holds
 * them to the commit: commit order is offset order, and a reader always sees a prefix.
 */
export const migrations: readonly Migration[] = [
  {
    name: '001-log',
    sql: `
create table log_topic (
  id int generated always as identity primary key,
  topic text not null unique,
  partitions int not null,
  cleanup text not null
);
create table log_partition (
  topic_id int not null references log_topic,
  partition int not null,
  start_offset bigint not null default 0,
  next_offset bigint not null default 0,
  primary key (topic_id, partition)
) with (fillfactor = 20);
create table log_record (
  topic_id int not null,
  partition int not null,
  "offset" bigint not null,
  at bigint not null,
  key text not null,
  headers text not null,
  value bytea,
  primary key (topic_id, partition, "offset")
);
create table log_member (
  group_name text not null,
  topic_id int not null,
  member text not null,
  joined bigint generated always as identity,
  lease_until timestamptz not null,
  primary key (group_name, topic_id, member)
);
create table log_lane (
  group_name text not null,
  topic_id int not null,
  partition int not null,
  next_offset bigint not null default 0,
  epoch bigint not null default 0,
  owner text,
  primary key (group_name, topic_id, partition)
) with (fillfactor = 20);

create function log_append(topics int[], partitions int[], keys text[], headers text[], payloads bytea[], now_ms bigint)
returns bigint[] language plpgsql set search_path from current as $$
declare
  slot record;
  base bigint;
  slot_topics int[] := '{}';
  slot_partitions int[] := '{}';
  bases bigint[] := '{}';
  offsets bigint[];
begin
  for slot in
    select d.t, d.p, count(*) as c from unnest(topics, partitions) as d(t, p) group by 1, 2 order by 1, 2
  loop
    update log_partition set next_offset = next_offset + slot.c
      where topic_id = slot.t and partition = slot.p
      returning next_offset - slot.c into strict base;
    slot_topics := slot_topics || slot.t;
    slot_partitions := slot_partitions || slot.p;
    bases := bases || base;
  end loop;
  with placed as materialized (
    select d.n, d.t, d.p, d.k, d.h, d.v,
           b.base + row_number() over (partition by d.t, d.p order by d.n) - 1 as place
      from unnest(topics, partitions, keys, headers, payloads) with ordinality as d(t, p, k, h, v, n)
      join unnest(slot_topics, slot_partitions, bases) as b(t, p, base) on b.t = d.t and b.p = d.p
  ), stored as (
    insert into log_record (topic_id, partition, "offset", at, key, headers, value)
      select t, p, place, now_ms, k, h, v from placed
  )
  select array_agg(place order by n) into offsets from placed;
  return coalesce(offsets, '{}');
end $$;

create function log_step(of_group text, of_topic int, of_partition int, of_epoch bigint, next_position bigint,
  topics int[], partitions int[], keys text[], headers text[], payloads bytea[], now_ms bigint)
returns bigint[] language plpgsql set search_path from current as $$
begin
  update log_lane set next_offset = next_position
    where group_name = of_group and topic_id = of_topic and partition = of_partition
      and (of_epoch is null or epoch = of_epoch);
  if not found then
    raise exception 'lane has another owner' using errcode = '${FENCED}';
  end if;
  return log_append(topics, partitions, keys, headers, payloads, now_ms);
end $$;

create function log_heartbeat(of_group text, of_topic int, of_member text, session_ms int)
returns table (lane int, lane_epoch bigint, reached bigint, share int) language plpgsql
set search_path from current as $$
declare
  members int;
  my_rank int;
  lanes int;
  mine int;
  held int;
begin
  perform pg_advisory_xact_lock(of_topic, hashtext(current_schema() || of_group));
  insert into log_member (group_name, topic_id, member, lease_until)
    values (of_group, of_topic, of_member, clock_timestamp() + make_interval(secs => session_ms / 1000.0))
    on conflict (group_name, topic_id, member) do update set lease_until = excluded.lease_until;
  delete from log_member where group_name = of_group and topic_id = of_topic and lease_until < clock_timestamp();
  insert into log_lane (group_name, topic_id, partition)
    select of_group, topic_id, partition from log_partition where topic_id = of_topic
    on conflict do nothing;
  select count(*), count(*) filter (where joined < (select joined from log_member
      where group_name = of_group and topic_id = of_topic and member = of_member))
    into members, my_rank from log_member where group_name = of_group and topic_id = of_topic;
  select count(*), count(*) filter (where owner = of_member) into lanes, held
    from log_lane where group_name = of_group and topic_id = of_topic;
  mine := lanes / members + case when my_rank < lanes % members then 1 else 0 end;
  update log_lane set owner = of_member, epoch = epoch + 1
    where group_name = of_group and topic_id = of_topic and partition in (
      select l.partition from log_lane l
        where l.group_name = of_group and l.topic_id = of_topic
          and not exists (select from log_member m
            where m.group_name = of_group and m.topic_id = of_topic and m.member = l.owner)
        order by l.partition limit greatest(mine - held, 0));
  return query select l.partition, l.epoch, l.next_offset, mine from log_lane l
    where l.group_name = of_group and l.topic_id = of_topic and l.owner = of_member order by l.partition;
end $$;`,
  },
];
