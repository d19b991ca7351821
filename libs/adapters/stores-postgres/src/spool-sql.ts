/** $1 topics, $2 keys, $3 headers, $4 values, $5 bytes, $6 their number, $7 their sum, $8 rows and $9 bytes at most. */
export const addSql = (s: string): string => `
with room as (
  update ${s}.webhook_spool_size set rows = rows + $6, bytes = bytes + $7
   where id = 1 and rows + $6 <= $8 and bytes + $7 <= $9 returning 1
)
insert into ${s}.webhook_spool (topic, key, headers, value, bytes)
select d.topic, d.key, d.headers, d.value, d.bytes
  from unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::int[])
       with ordinality as d(topic, key, headers, value, bytes, place)
 where exists (select from room) order by d.place`;

/** The usual answer to the question below is that nothing waits at all. */
export const anySql = (s: string): string =>
  `select exists (select from ${s}.webhook_spool) as waits`;

export const waitingSql = (s: string): string => `
select k.key from unnest($1::text[]) as k(key)
 where exists (select from ${s}.webhook_spool w where w.key = k.key)`;

/** $1 rows at most, $2 bytes at most; always the first. */
export const oldestSql = (s: string): string => `
select seq, topic, key, headers, value from (
  select h.*, sum(bytes) over (order by seq) as upto
    from (select * from ${s}.webhook_spool order by seq limit $1) h
) w where upto <= $2 or upto = bytes order by seq`;

/** $1: what the log has. Another drainer may have removed some of it already. */
export const removeSql = (s: string): string => `
with gone as (delete from ${s}.webhook_spool where seq = any($1::bigint[]) returning bytes),
     sums as (select count(*) as rows, coalesce(sum(bytes), 0) as bytes from gone)
update ${s}.webhook_spool_size z set rows = z.rows - sums.rows, bytes = z.bytes - sums.bytes
  from sums where z.id = 1`;

export const sizeSql = (s: string): string => `
select rows::float8 as rows, bytes::float8 as bytes,
       (select at::float8 from ${s}.webhook_spool order by seq limit 1) as "oldestAt"
  from ${s}.webhook_spool_size where id = 1`;
