// All conversations in a warehouse: reads events as JSON lines and keeps them as rows, each once.
//
//   deskstream --json tail --from-start --until-now | node examples/warehouse.mjs
//   deskstream --json tail --until-now --after "$(node examples/warehouse.mjs position)" | node examples/warehouse.mjs
//
// The first line loads everything since the first day, whenever one begins; the second, again and again, what
// came since. Rows and position are written in one transaction, so it may be killed at any time.
// WAREHOUSE_URL names a PostgreSQL database.
import { createInterface } from 'node:readline';
import pg from 'pg';

const BATCH = 500;

const TABLES = `
  create table if not exists deskstream_events (
    id text primary key, conversation text not null, workspace text not null, vendor text not null,
    seq int not null, type text not null, at timestamptz not null, data jsonb not null,
    unique (conversation, seq));
  create table if not exists deskstream_position (part int primary key, last bigint not null);
  create or replace view deskstream_messages as
    select id, conversation, workspace, vendor, at, 'customer' as author, data->>'text' as text
      from deskstream_events where type = 'CustomerMessageReceived'
    union all
    select id, conversation, workspace, vendor, at, 'teammate', data->>'text'
      from deskstream_events where type = 'TeammateMessageReceived' and data->>'visibility' = 'public'
    union all
    select said.id, said.conversation, said.workspace, said.vendor, done.at, 'ai', said.data->>'text'
      from deskstream_events said
      join deskstream_events done on done.type = 'ReplyDelivered' and done.data->>'commandId' = said.id
     where said.type = 'ReplyRequested';
  create or replace view deskstream_handoffs as
    select id, conversation, workspace, vendor, at, data->>'cause' as cause
      from deskstream_events where type = 'HandoffRequested';
`;

const url = process.env.WAREHOUSE_URL;
if (!url)
  fail(
    'WAREHOUSE_URL is not set. Name a PostgreSQL database, as in postgres://localhost/warehouse.',
  );
const db = new pg.Client({ connectionString: url });
await db
  .connect()
  .catch((error) => fail(`No PostgreSQL answers at WAREHOUSE_URL: ${error.message}`));
await db.query(TABLES);
if (process.argv[2] === 'position') await printPosition();
else await load();
await db.end();

async function load() {
  let batch = [];
  let rows = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    batch.push(JSON.parse(line));
    if (batch.length === BATCH) rows += await write(batch.splice(0));
  }
  rows += await write(batch);
  console.log(`${rows} new events.`);
}

/** An event that is there already changes nothing: its id is derived from what happened. */
async function write(events) {
  if (events.length === 0) return 0;
  const last = new Map(events.map(({ partition, offset }) => [partition, offset]));
  await db.query('begin');
  const { rowCount } = await db.query(
    `insert into deskstream_events
     select id, key, split_part(key, '/', 1), split_part(key, '/', 2), seq, type, to_timestamp(time / 1000.0), data
       from jsonb_to_recordset($1) as e(id text, key text, seq int, type text, time bigint, data jsonb)
     on conflict do nothing`,
    [JSON.stringify(events)],
  );
  await db.query(
    `insert into deskstream_position select * from unnest($1::int[], $2::bigint[])
     on conflict (part) do update set last = greatest(deskstream_position.last, excluded.last)`,
    [[...last.keys()], [...last.values()]],
  );
  await db.query('commit');
  return rowCount;
}

async function printPosition() {
  const { rows } = await db.query('select part, last from deskstream_position');
  console.log(
    JSON.stringify(Object.fromEntries(rows.map(({ part, last }) => [part, Number(last)]))),
  );
}

function fail(because) {
  console.error(because);
  process.exit(1);
}
