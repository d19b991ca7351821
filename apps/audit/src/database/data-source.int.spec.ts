import type { PoolClient } from '@deskstream/platform-postgres';
import { testDatabase } from '@deskstream/testing-harness';
import { openDataSource } from './data-source';

it('a connection that PostgreSQL ends while it is handed out does not end the process', async () => {
  const database = await testDatabase();
  const source = await openDataSource(database.url, database.schema);
  const { master } = source.driver as unknown as { master: { connect(): Promise<PoolClient> } };
  const client = await master.connect();
  expect(() => client.emit('error', new Error('terminating connection'))).not.toThrow();
  client.release(true);
  await expect(source.query('select 1 as one')).resolves.toEqual([{ one: 1 }]);
  await source.destroy();
  await database.drop();
});
