import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readFile, readdir, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPool, startEmbeddedPostgres } from '@deskstream/platform-postgres';
import { dataFolder, freePorts, removed } from './places';
import { Program, endPrograms, killDatabase } from './program';

const starts = async (data: string): Promise<Program> => {
  const [PORT = '', INGRESS_PORT = '', SIMULATOR_PORT = '', WEB_CHAT_PORT = ''] =
    await freePorts(4);
  const env = { DESKSTREAM_DATA: data, PORT, INGRESS_PORT, SIMULATOR_PORT, WEB_CHAT_PORT };
  return new Program({ app: 'deskstream', args: ['start'], env });
};

/** Ends with 1, says the code and all the words, and leaves no server behind. */
const refused = async (data: string, code: string, ...words: readonly string[]) => {
  const program = await starts(data);
  expect(await program.ended()).toBe(1);
  for (const word of [code, ...words]) expect(program.said).toContain(word);
  expect(program.said).not.toContain('Deskstream is up');
  expect(await killDatabase(data)).toBe(false);
};

describe('a data folder', () => {
  let base: string;
  let data: string;

  const copy = async (name: string): Promise<string> => {
    const to = join(base, name);
    await cp(data, to, { recursive: true });
    await ownedAs(data, to);
    return to;
  };

  /** On the stopped database of a folder. */
  const altered = async (folder: string, sql: string): Promise<void> => {
    const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
    const pool = createPool({ url: server.url, max: 1 });
    try {
      await pool.query(sql);
    } finally {
      await pool.end();
      await server.stop();
    }
  };

  beforeAll(async () => {
    base = await dataFolder();
    data = join(base, 'good');
    const first = await starts(data);
    await first.ready();
    expect(await first.stop()).toBe(0);
  });

  afterEach(endPrograms);

  afterAll(() => removed(base));

  it('of a newer Deskstream is refused and left as it was', async () => {
    const newer = await copy('newer');
    await writeFile(join(newer, 'format.json'), '{"format":99}\n');
    await refused(newer, 'DATA.TOO_NEW', newer, 'found 99');
    expect(await readFile(join(newer, 'format.json'), 'utf8')).toContain('99');
  });

  it.each(['event-log', 'work-ledger', 'stream-index'])(
    'whose tables (%s) a newer Deskstream migrated is refused',
    async (set) => {
      const newer = await copy(`tables-${set}`);
      await altered(
        newer,
        `insert into deskstream.schema_migration (set, name, checksum) values ('${set}', '999-later', '-')`,
      );
      await refused(newer, 'POSTGRES.DATA_TOO_NEW', '999-later');
    },
  );

  it('of a newer PostgreSQL is refused', async () => {
    const newer = await copy('newer-postgres');
    await writeFile(join(newer, 'postgres', 'PG_VERSION'), '99\n');
    await refused(newer, 'POSTGRES.DATA_TOO_NEW', 'written by PostgreSQL 99');
  });

  it('of an older version is upgraded by the start', async () => {
    const older = await copy('older');
    await altered(
      older,
      `drop index deskstream.work_item_finished;
       delete from deskstream.schema_migration where name = '002-work-finished'`,
    );
    await removed(join(older, 'format.json'));
    const program = await starts(older);
    await program.ready();
    expect(await program.stop()).toBe(0);
    expect(await readdir(older)).toContain('format.json');
  });

  it('that is damaged is refused, not repaired by guessing', async () => {
    const damaged = await copy('damaged');
    await truncate(join(damaged, 'postgres', 'global', 'pg_control'), 100);
    await refused(damaged, 'POSTGRES.DATA_CORRUPT', 'Restore the folder from a backup');
  });

  it('whose key file is damaged says which file', async () => {
    const damaged = await copy('key');
    await writeFile(join(damaged, 'secret.key'), 'zz');
    const program = await starts(damaged);
    expect(await program.ended()).toBe(78);
    expect(program.said).toContain(join(damaged, 'secret.key'));
  });

  it('with files of somebody else is left alone', async () => {
    const foreign = join(base, 'foreign');
    await mkdir(join(foreign, 'postgres'), { recursive: true });
    await writeFile(join(foreign, 'postgres', 'letter.txt'), 'dear');
    await refused(foreign, 'POSTGRES.NOT_A_DATA_FOLDER', 'letter.txt');
    expect(await readdir(join(foreign, 'postgres'))).toEqual(['letter.txt']);
  });

  it('that is a file is refused', async () => {
    const file = join(base, 'file');
    await writeFile(file, '');
    await refused(file, 'DATA.NO_ACCESS', file);
  });

  const onLinux = existsSync('/proc/self') ? it : it.skip;
  onLinux('that cannot be made is refused at once', async () => {
    const never = '/proc/deskstream/data';
    await refused(never, 'DATA.NO_ACCESS', never, 'choose another DESKSTREAM_DATA');
  });

  it('that cannot be entered or written to is refused', async () => {
    const closed = await copy('closed');
    await chmod(closed, 0o500);
    if (process.getuid?.() === 0) await chmod(join(closed, 'postgres'), 0o000);
    await refused(closed, 'NO_ACCESS', closed);
    await chmod(closed, 0o700);
  });

  it('that another Deskstream uses is refused with its process; the other goes on', async () => {
    const first = await starts(data);
    await first.ready();
    const second = await starts(data);
    expect(await second.ended()).toBe(1);
    expect(second.said).toContain(`is in use by process ${first.pid}`);
    expect(second.said).toContain('POSTGRES.IN_USE');
    expect((await first.readiness()).status).toBe(200);
    expect(await first.stop()).toBe(0);
  });

  it('whose Deskstream was killed is taken over, and the server it left is shut down', async () => {
    const killed = await starts(data);
    await killed.ready();
    await killed.crash();
    const next = await starts(data);
    await next.ready();
    expect(await next.stop()).toBe(0);
  });

  it('that two begin at the same moment goes to one of them', async () => {
    const fresh = join(base, 'fresh');
    const both = await Promise.all([starts(fresh), starts(fresh)]);
    const loser = await Promise.race(both.map((one) => one.ended(60_000).then(() => one)));
    expect(loser.said).toContain('POSTGRES.IN_USE');
    const winner = both.find((one) => one !== loser);
    await winner?.ready();
    expect(await winner?.stop()).toBe(0);
  });
});

const ownedAs = async (from: string, to: string): Promise<void> => {
  if (process.getuid?.() !== 0) return;
  const { chown } = await import('node:fs/promises');
  const { uid, gid } = await stat(join(from, 'postgres'));
  for (const path of await readdir(join(to, 'postgres'), { recursive: true }))
    await chown(join(to, 'postgres', path), uid, gid);
  await chown(join(to, 'postgres'), uid, gid);
};
