import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { EventLog } from '@deskstream/port-event-log';
import { eventually } from '@deskstream/port-event-log/contract';
import { testDatabase } from '@deskstream/testing-harness';
import type { TestDatabase } from '@deskstream/testing-harness';
import { createPostgresEventLog } from './index';

const KILLS = Number(process.env['KILLS'] ?? 50);
const SEED = Number(process.env['SEED'] ?? 20_260_911);

let folder: string;
let program: string;
let database: TestDatabase;
let log: EventLog;
let fed: number;
const children = new Set<Copier>();

beforeAll(async () => {
  const root = process.cwd();
  await mkdir(join(root, 'tmp'), { recursive: true });
  folder = await mkdtemp(join(root, 'tmp', 'copier-'));
  program = join(folder, 'copier.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'testing/copier.ts')],
    outfile: program,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    tsconfig: join(root, 'tsconfig.base.json'),
    logLevel: 'error',
  });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

beforeEach(async () => {
  database = await testDatabase();
  log = createPostgresEventLog({ url: database.url, schema: database.schema });
  await log.provision(['in', 'out'].map((topic) => ({ topic, partitions: 3, cleanup: 'keep' })));
  fed = 0;
});

afterEach(async () => {
  await Promise.all([...children].map((child) => child.end('SIGKILL')));
  await log.close();
  await database.drop();
});

it(`processes each record once through ${KILLS} kills of its processes (seed ${SEED})`, async () => {
  const random = seeded(SEED);
  const pair = [await Copier.start(), await Copier.start()];
  for (let kill = 0; kill < KILLS; kill += 1) {
    await feed(20);
    const goal = (await copied()).length + Math.floor(random() * 12);
    await eventually(
      'some are copied',
      async () => (await copied()).length >= Math.min(goal, fed),
      180_000,
    );
    const victim = random() < 0.5 ? 0 : 1;
    await pair[victim]?.end('SIGKILL');
    pair[victim] = await Copier.start();
  }
  await feed(20);
  await eventually('all are copied', async () => (await copied()).length >= fed, 180_000);
  expect(await copied()).toEqual(Array.from({ length: fed }, (_, n) => n));
}, 720_000);

it('lets no process commit that slept while another took its lanes', async () => {
  const { copies, said } = await untilItActs(true);
  expect(copies).toEqual(Array.from({ length: fed }, (_, n) => n));
  expect(said).toContain('EVENT_LOG.FENCED');
});

it('would copy twice without the fence', async () => {
  const { copies } = await untilItActs(false);
  expect(copies.length).toBeGreaterThan(fed);
});

/** A sleeper whose heartbeat comes first knows that its lanes are gone and does not try to commit. */
const untilItActs = async (fencing: boolean) => {
  for (let attempt = 1; ; attempt += 1) {
    const slept = await sleepThroughTakeOver(fencing);
    const acted = slept.said.includes('EVENT_LOG.FENCED') || slept.copies.length > fed;
    if (acted || attempt === 12) return slept;
    expect(slept.copies).toHaveLength(fed);
  }
};

const sleepThroughTakeOver = async (fencing: boolean) => {
  const sleeper = await Copier.start({ fencing, hold: true });
  await feed(15);
  await sleeper.says('handling');
  sleeper.signal('SIGSTOP');
  sleeper.release();
  const heir = await Copier.start({ fencing });
  await eventually('the heir has copied all', async () => (await copied()).length >= fed, 90_000);
  sleeper.signal('SIGCONT');
  await eventually(
    'the sleeper acted',
    async () => sleeper.said.includes('closed') || (await copied()).length > fed,
    120_000,
  );
  await feed(15);
  await eventually('all are copied', async () => (await copied()).length >= fed, 90_000);
  await Promise.all([sleeper.end('SIGKILL'), heir.end('SIGKILL')]);
  return { copies: await copied(), said: sleeper.said };
};

const feed = async (count: number) => {
  const drafts = Array.from({ length: count }, (_, at) => {
    const n = fed + at;
    return {
      topic: 'in',
      key: `acme/intercom/${n % 17}`,
      headers: {},
      value: Buffer.from(String(n)),
    };
  });
  await log.publish(drafts);
  fed += count;
};

/** The numbers in `out`, sorted; a number that was copied twice is in it twice. */
const copied = async (): Promise<number[]> => {
  const numbers: number[] = [];
  for (const { partition, end } of await log.ends('out'))
    for await (const { value } of log.readTopic({ topic: 'out', partition, from: 0, to: end }))
      numbers.push(Number(Buffer.from(value ?? [])));
  return numbers.sort((a, b) => a - b);
};

class Copier {
  readonly said: string[] = [];

  static async start(options: { fencing?: boolean; hold?: boolean } = {}): Promise<Copier> {
    const { url, schema } = database;
    const argument = JSON.stringify({ url, schema, fencing: true, hold: false, ...options });
    const copier = new Copier(
      spawn(process.execPath, [program, argument], { stdio: ['pipe', 'pipe', 'inherit'] }),
    );
    children.add(copier);
    await copier.says('ready');
    return copier;
  }

  private constructor(private readonly child: ChildProcess) {
    child.stdout
      ?.setEncoding('utf8')
      .on('data', (text: string) => this.said.push(...text.trim().split('\n')));
  }

  says(word: string): Promise<unknown> {
    return eventually(`the copier says ${word}`, () => this.said.includes(word), 90_000);
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  release(): void {
    this.child.stdin?.write('go\n');
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    children.delete(this);
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill(signal);
    await gone;
  }
}

/** Mulberry32. */
const seeded = (seed: number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};
