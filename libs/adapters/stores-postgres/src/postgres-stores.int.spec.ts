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
}, 60_000);
afterAll(() => server.drop(), 60_000);

const open = async () => {
  const { url, schema, drop } = await testDatabase();
  const pools: Pool[] = [];
  const attach = () => {
    const pool = createPool({ url, max: 4 });
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
