import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@deskstream/kernel';
import { createPool, inTransaction, migrate, startEmbeddedPostgres } from '../index';
import type { EmbeddedServer, Pool } from '../index';

let dataDir: string;
let server: EmbeddedServer;
let pool: Pool;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'deskstream-pg-'));
  server = await startEmbeddedPostgres({ dataDir });
  pool = createPool({ url: server.url, max: 3 });
});

afterAll(async () => {
  await pool.end();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const one = async () => (await pool.query<{ n: number }>('select 1 as n')).rows[0]?.n;

const until = async (condition: () => boolean) => {
  while (!condition()) await systemClock.sleep(10);
};

it('keeps committed work through a kill, and its pool goes on after the restart', async () => {
  await pool.query('create table kept (n int)');
  await inTransaction(pool, (client) => client.query('insert into kept values (1)'));
  await server.kill();
  await expect(one()).rejects.toThrow();
  await server.restart();
  expect((await pool.query('select n from kept')).rows).toEqual([{ n: 1 }]);
});

it('refuses a folder that another Deskstream uses', async () => {
  await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({
    code: 'POSTGRES.IN_USE',
  });
  expect(await one()).toBe(1);
});

it('starts on a stale lock file whose pid belongs to another program now', async () => {
  const port = server.port;
  await server.stop();
  await writeFile(join(dataDir, 'postmaster.pid'), `${process.pid}\n`);
  server = await startEmbeddedPostgres({ dataDir });
  expect(server.port).toBe(port);
  expect(await one()).toBe(1);
});

it('refuses a folder of a newer PostgreSQL and a taken port', async () => {
  const other = await mkdtemp(join(tmpdir(), 'deskstream-pg-'));
  await writeFile(join(other, 'PG_VERSION'), '99\n');
  await expect(startEmbeddedPostgres({ dataDir: other })).rejects.toMatchObject({
    code: 'POSTGRES.DATA_TOO_NEW',
  });
  await rm(join(other, 'PG_VERSION'));
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const address = taken.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await expect(startEmbeddedPostgres({ dataDir: other, port })).rejects.toMatchObject({
    code: 'POSTGRES.PORT_TAKEN',
  });
  await new Promise((resolve) => taken.close(resolve));
  await rm(other, { recursive: true, force: true });
});

it('starts again by itself after it was killed from outside', async () => {
  const pid = Number.parseInt(await readFile(join(dataDir, 'postmaster.pid'), 'utf8'), 10);
  process.kill(pid, 'SIGKILL');
  await until(() => server.trouble() !== null);
  await until(() => server.trouble() === null);
  expect(await one()).toBe(1);
});

it('begins anew after a first start that was interrupted', async () => {
  const other = await mkdtemp(join(tmpdir(), 'deskstream-pg-'));
  const data = join(other, 'postgres');
  await mkdir(join(data, 'base'), { recursive: true });
  await writeFile(`${data}.unfinished`, '');
  await chmod(other, 0o755);
  const begun = await startEmbeddedPostgres({ dataDir: data, durable: false });
  await begun.stop();
  await rm(other, { recursive: true, force: true });
});

it('leaves a folder of other files alone', async () => {
  const other = await mkdtemp(join(tmpdir(), 'deskstream-pg-'));
  await writeFile(join(other, 'letter.txt'), 'dear');
  await expect(startEmbeddedPostgres({ dataDir: other })).rejects.toMatchObject({
    code: 'POSTGRES.NOT_A_DATA_FOLDER',
  });
  expect(await readdir(other)).toEqual(['letter.txt']);
  await rm(other, { recursive: true, force: true });
});

it('migrates forward once, and refuses changed and newer migrations', async () => {
  const first = { name: '001', sql: 'create table thing (id int)' };
  const second = { name: '002', sql: 'alter table thing add note text' };
  const both = await Promise.all([migrate(pool, 'm', [first]), migrate(pool, 'm', [first])]);
  expect(both.flat()).toEqual(['001']);
  expect(await migrate(pool, 'm', [first, second])).toEqual(['002']);
  await expect(migrate(pool, 'm', [{ ...first, sql: 'select 1' }, second])).rejects.toMatchObject({
    code: 'POSTGRES.MIGRATION_CHANGED',
  });
  await expect(migrate(pool, 'm', [first])).rejects.toMatchObject({
    code: 'POSTGRES.DATA_TOO_NEW',
  });
  expect(await readFile(join(dataDir, 'PG_VERSION'), 'utf8')).toContain('18');
});
