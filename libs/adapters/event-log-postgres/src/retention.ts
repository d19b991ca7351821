import type { EpochMs } from '@deskstream/kernel';
import { identifier } from '@deskstream/platform-postgres';
import type { Pool } from '@deskstream/platform-postgres';

/**
 * Removes what is older than its topic keeps (`cleanup.deleteAfterMs`), always a prefix of a partition;
 * `ends().start` moves along. Topics that are kept or compacted are left whole. Gives the number removed.
 */
export const deleteExpired = async (
  pool: Pool,
  now: EpochMs,
  schema = 'deskstream',
): Promise<number> => {
  const s = identifier(schema);
  const { rows } = await pool.query<{ removed: number }>(
    `with expiring as (
       select p.topic_id, p.partition, coalesce(
           (select min(r."offset") from ${s}.log_record r where r.topic_id = p.topic_id and r.partition = p.partition
              and r.at >= $1 - (t.cleanup::json ->> 'deleteAfterMs')::bigint), p.next_offset) as keep_from
         from ${s}.log_partition p join ${s}.log_topic t on t.id = p.topic_id
        where t.cleanup like '{%'
     ), moved as (
       update ${s}.log_partition p set start_offset = greatest(p.start_offset, e.keep_from)
         from expiring e where e.topic_id = p.topic_id and e.partition = p.partition and e.keep_from > p.start_offset
     ), removed as (
       delete from ${s}.log_record r using expiring e
        where r.topic_id = e.topic_id and r.partition = e.partition and r."offset" < e.keep_from returning 1
     )
     select count(*)::int as removed from removed`,
    [now],
  );
  return rows[0]?.removed ?? 0;
};

/** A tombstone stays for so long, so that every reader learns of it; Kafka's `delete.retention.ms`. */
const TOMBSTONES_MS = 86_400_000;

/**
 * Of compacted topics removes each record that a later one of its key replaced, and tombstones of
 * yesterday, at most `limit` a call. Offsets stay as they are: readers allow gaps. Gives the number removed.
 */
export const compactTopics = async (
  pool: Pool,
  { now, limit = 10_000 }: { readonly now: EpochMs; readonly limit?: number },
  schema = 'deskstream',
): Promise<number> => {
  const s = identifier(schema);
  const { rowCount } = await pool.query(
    `with replaced as (
       select r.topic_id, r.partition, r."offset" from ${s}.log_record r
         join ${s}.log_topic t on t.id = r.topic_id and t.cleanup = '"compact"'
        where exists (select from ${s}.log_record l where l.topic_id = r.topic_id and l.partition = r.partition
                and l.key = r.key and l."offset" > r."offset")
           or (r.value is null and r.at < $1)
        order by r."offset" limit $2
     )
     delete from ${s}.log_record r using replaced o
      where r.topic_id = o.topic_id and r.partition = o.partition and r."offset" = o."offset"`,
    [now - TOMBSTONES_MS, limit],
  );
  return rowCount ?? 0;
};
