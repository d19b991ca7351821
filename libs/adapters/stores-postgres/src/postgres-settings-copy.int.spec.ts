import { createPool } from '@deskstream/platform-postgres';
import type { Pool } from '@deskstream/platform-postgres';
import type { LogRecord } from '@deskstream/port-event-log';
import type { SettingsCopy } from '@deskstream/port-settings';
import { testDatabase } from '@deskstream/testing-harness';
import type { TestDatabase } from '@deskstream/testing-harness';
import { createPostgresSettingsCopy } from './index';

const record = (offset: number, key: string): LogRecord => ({
  ...{ topic: 'settings', partition: 0, offset, timestamp: 1_790_000_000_000, key },
  headers: { ce_id: `id-${offset}` },
  value: new Uint8Array([0, 255, offset]),
});

describe('the copy of the settings in PostgreSQL', () => {
  let database: TestDatabase;
  let pool: Pool;
  let copy: SettingsCopy;

  beforeEach(async () => {
    database = await testDatabase();
    pool = createPool({ url: database.url, max: 4 });
    copy = createPostgresSettingsCopy({ pool, schema: database.schema });
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  const keep = (from: number, to: number, records: readonly LogRecord[], removed: string[] = []) =>
    copy.keep({ partition: 0, from, to, records, removed });
  const offsets = async () => (await copy.load()).map(({ offset }) => offset);

  it('gives back what it was given, byte for byte, in the order of the log', async () => {
    expect(await copy.load()).toEqual([]);
    await keep(0, 3, [record(2, 'b'), record(1, 'a')]);
    await keep(0, 3, [record(2, 'b'), record(1, 'a')]);
    const loaded = await copy.load();
    expect(loaded.map((each) => ({ ...each, value: [...(each.value ?? [])] }))).toEqual(
      [record(1, 'a'), record(2, 'b')].map((each) => ({ ...each, value: [...(each.value ?? [])] })),
    );
  });

  it('follows removals and compaction, and leaves alone what is newer', async () => {
    await keep(0, 3, [record(0, 'a'), record(1, 'b'), record(2, 'c')]);
    await keep(3, 5, [record(4, 'b')], ['a']);
    expect(await offsets()).toEqual([2, 4]);
    await keep(0, 3, [record(2, 'c')]);
    expect(await offsets()).toEqual([2, 4]);
    await keep(0, 5, [record(4, 'b')]);
    expect(await offsets()).toEqual([4]);
  });

  it('takes what many processes read at once', async () => {
    const all = [record(0, 'a'), record(1, 'b')];
    await Promise.all(Array.from({ length: 8 }, () => keep(0, 2, all)));
    expect(await offsets()).toEqual([0, 1]);
  });
});
