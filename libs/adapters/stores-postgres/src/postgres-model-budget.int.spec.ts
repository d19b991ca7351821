import { createPool } from '@deskstream/platform-postgres';
import type { Pool } from '@deskstream/platform-postgres';
import { modelBudgetContract } from '@deskstream/port-ai/contract';
import { testDatabase } from '@deskstream/testing-harness';
import type { TestDatabase } from '@deskstream/testing-harness';
import { createPostgresModelBudget } from './index';

let server: TestDatabase;
beforeAll(async () => {
  server = await testDatabase();
});
afterAll(() => server.drop());

modelBudgetContract('PostgreSQL', async () => {
  const { url, schema, drop } = await testDatabase();
  const pools: Pool[] = [];
  return {
    budget: () => {
      const pool = createPool({ url, max: 4 });
      pools.push(pool);
      return createPostgresModelBudget({ pool, schema });
    },
    close: async () => {
      await Promise.all(pools.map((pool) => pool.end()));
      await drop();
    },
  };
});
