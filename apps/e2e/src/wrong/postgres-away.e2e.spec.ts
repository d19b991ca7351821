import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunningDeskSimulator } from '@deskstream/app-desk-simulator';
import type { Parts } from '@deskstream/composition';
import type { EmbeddedServer } from '@deskstream/platform-postgres';
import { startEmbeddedPostgres } from '@deskstream/platform-postgres';
import { until } from '@deskstream/testing-harness';
import { SECRET_KEY, customers, nothingLost, openDesk, openSame, seed, statusesOf } from './desk';
import { dataFolder, freePorts, removed } from './places';
import { Program, endPrograms, killDatabase } from './program';

describe('PostgreSQL that goes away under the running all-in-one', () => {
  let data: string;
  let desk: RunningDeskSimulator;
  let env: Record<string, string>;
  let parts: Parts | undefined;
  let server: EmbeddedServer | undefined;

  beforeEach(async () => {
    data = await dataFolder();
    const [PORT = '', INGRESS_PORT = ''] = await freePorts(2);
    desk = await openDesk(INGRESS_PORT);
    env = {
      ...{ PORT, INGRESS_PORT, DESKSTREAM_DATA: data, DESKSTREAM_DEMO: 'false' },
      DESKSTREAM_SECRET_KEY: SECRET_KEY,
    };
  });

  afterEach(async () => {
    await parts?.close();
    parts = undefined;
    await endPrograms();
    await desk.stop();
    await server?.stop();
    server = undefined;
    await removed(data);
  });

  const accepted = (at: typeof desk): number =>
    statusesOf(at).filter((status) => status === 200).length;

  /** Traffic before, while and after the database is taken away a few times; then the checker. */
  const survives = async (
    { program, parts }: { readonly program: Program; readonly parts: Parts },
    takeAway: () => Promise<unknown>,
    bringBack: () => Promise<unknown>,
  ) => {
    await seed(parts, desk);
    const writing = customers(desk, 120);
    for (let round = 0; round < 3; round += 1) {
      const before = accepted(desk);
      await until(async () => accepted(desk) > before + 8, {
        timeoutMs: 180_000,
        describe: () => program.last,
      });
      await takeAway();
      await bringBack();
      await program.ready();
    }
    await nothingLost(parts, desk, await writing.stop());
    expect(await program.stop()).toBe(0);
  };

  it('the embedded one is started again by itself; no webhook is lost or doubled', async () => {
    const program = new Program({ app: 'deskstream', args: ['start'], env });
    await program.ready();
    const databaseUrl = await readFile(join(data, 'postgres.url'), 'utf8');
    const same = (parts = await openSame({ databaseUrl }));
    await survives(
      { program, parts: same },
      async () => expect(await killDatabase(data)).toBe(true),
      () =>
        until(async () => program.said.includes('the embedded PostgreSQL runs again'), {
          timeoutMs: 180_000,
          describe: () => program.last,
        }),
    );
    expect(program.lines.map(({ msg }) => msg)).toContain(
      'the embedded PostgreSQL ended by itself; it is started again',
    );
  }, 720_000);

  it('the one of DATABASE_URL is waited for: 503 and the reason meanwhile, then it goes on', async () => {
    const running = (server = await startEmbeddedPostgres({ dataDir: join(data, 'own') }));
    const databaseUrl = running.url;
    const program = new Program({
      app: 'deskstream',
      args: ['start'],
      env: { ...env, DATABASE_URL: databaseUrl },
    });
    await program.ready();
    const same = (parts = await openSame({ databaseUrl }));
    await survives(
      { program, parts: same },
      async () => {
        await running.kill();
        await program.unready(/database|log/);
        await until(async () => statusesOf(desk).includes(503), {
          timeoutMs: 90_000,
          describe: () => JSON.stringify(statusesOf(desk).slice(-20)),
        });
      },
      () => running.restart(),
    );
  }, 720_000);

  it('away at the first start is waited for, and said', async () => {
    const running = (server = await startEmbeddedPostgres({ dataDir: join(data, 'own') }));
    await running.kill();
    const databaseUrl = running.url;
    const program = new Program({
      app: 'deskstream',
      args: ['start'],
      env: { ...env, DATABASE_URL: databaseUrl },
    });
    await program.unready(/PostgreSQL does not answer/);
    await running.restart();
    await program.ready();
    parts = await openSame({ databaseUrl });
    expect(await program.stop()).toBe(0);
  });

  it('that refuses the password ends the start: waiting would not help', async () => {
    const running = (server = await startEmbeddedPostgres({ dataDir: join(data, 'own') }));
    parts = await openSame({ databaseUrl: running.url });
    const wrong = running.url.replace(/:[^:@]+@/, ':swordfish@');
    const program = new Program({
      app: 'deskstream',
      args: ['start'],
      env: { ...env, DATABASE_URL: wrong },
    });
    expect(await program.ended()).toBe(1);
    expect(program.said).toContain('POSTGRES.LOGIN');
    expect(program.said).not.toContain('swordfish');
  });
});
