import { createPool } from '@deskstream/platform-postgres';
import type { Pool } from '@deskstream/platform-postgres';
import { streamIndexContract } from '@deskstream/port-stream-index/contract';
import { webhookSpoolContract } from '@deskstream/port-webhook-spool/contract';
import { workLedgerContract } from '@deskstream/port-work-ledger/contract';
import { testDatabase } from '@deskstream/testing-harness';
import type { TestDatabase } from '@deskstream/testing-harness';
import {
  createPostgresStreamIndex,
  createPostgresWebhookSpool,
  createPostgresWorkLedger,
} from './index';

let server: TestDatabase;
beforeAll(async () => {
  server = await testDatabase();
});
afterAll(() => server.drop());

const open = async () => {
  const { url, schema, drop } = await testDatabase();
  const pools: Pool[] = [];
  const attach = (applicationName = schema) => {
    const pool = createPool({ url, max: 4, applicationName });
    pools.push(pool);
    return { pool, schema };
  };
  const close = async () => {
    await Promise.all(pools.map((pool) => pool.end()));
    await drop();
  };
  return { attach, close };
};

streamIndexContract('PostgreSQL', async () => {
  const { attach, close } = await open();
  return { index: () => createPostgresStreamIndex(attach()), close };
});

workLedgerContract('PostgreSQL', async () => {
  const { attach, close } = await open();
  return { ledger: () => createPostgresWorkLedger(attach()), close };
});

webhookSpoolContract('PostgreSQL', async () => {
  const { attach, close } = await open();
  return { spool: (bounds = {}) => createPostgresWebhookSpool({ ...attach(), bounds }), close };
});

it('a drainer whose connection ends between append and removal leaves the rows to the next one', async () => {
  const { attach, close } = await open();
  const { pool, schema } = attach();
  const doomed = `doomed-${schema}`;
  const dying = createPostgresWebhookSpool(attach(doomed));
  const next = createPostgresWebhookSpool(attach());
  const draft = { topic: 't', key: 'k', headers: {}, value: Buffer.from('1') };
  await dying.add([draft]);
  const appended: number[] = [];
  const append = async (rows: readonly unknown[]) => appended.push(rows.length);
  const drained = dying.drain(TERMS, async (rows) => {
    await append(rows);
    await pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = $1 and state = 'idle in transaction'`,
      [doomed],
    );
  });
  await expect(drained).rejects.toMatchObject({ code: 'POSTGRES.UNAVAILABLE', transient: true });
  expect(await next.size()).toMatchObject({ rows: 1 });
  expect(await next.drain(TERMS, append)).toBe(1);
  expect(appended).toEqual([1, 1]);
  expect(await dying.size()).toMatchObject({ rows: 0 });
  await close();
});

const TERMS = { rows: 10, bytes: 1_000 };
