import { execFile } from 'node:child_process';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { RunningDeskSimulator } from '@deskstream/app-desk-simulator';
import type { Parts } from '@deskstream/composition';
import { hasCode } from '@deskstream/kernel';
import { until } from '@deskstream/testing-harness';
import { SECRET_KEY, customers, nothingLost, openDesk, openSame, seed, statusesOf } from './desk';
import { dataFolder, freePorts, removed } from './places';
import { Program, endPrograms } from './program';

const run = promisify(execFile);

/** A real file system of 192 MB. Mounting needs root; CI runs as root in a container. */
describe('a full disk under the embedded database', () => {
  let folder: string;
  let data: string;
  let desk: RunningDeskSimulator | undefined;
  let parts: Parts | undefined;

  beforeAll(async () => {
    folder = await dataFolder();
    data = join(folder, 'disk');
    await mkdir(data);
    await run('mount', ['-t', 'tmpfs', '-o', 'size=192m,mode=0755', 'tmpfs', data]).catch(
      (error: unknown) => {
        throw new Error('this suite mounts a small tmpfs: run it as root', { cause: error });
      },
    );
  });

  afterAll(async () => {
    await parts?.close();
    parts = undefined;
    await endPrograms();
    await desk?.stop();
    await run('umount', ['-l', data]);
    await removed(folder);
  });

  it('refuses webhooks with 503 and says why; goes on by itself once there is space', async () => {
    const [PORT = '', INGRESS_PORT = ''] = await freePorts(2);
    const opened = (desk = await openDesk(INGRESS_PORT));
    const program = new Program({
      app: 'deskstream',
      args: ['start'],
      env: {
        ...{ PORT, INGRESS_PORT, DESKSTREAM_DATA: data, DESKSTREAM_DEMO: 'false' },
        DESKSTREAM_SECRET_KEY: SECRET_KEY,
      },
    });
    await program.ready();
    const databaseUrl = await readFile(join(data, 'postgres.url'), 'utf8');
    const same = (parts = await openSame({ databaseUrl }));
    await seed(same, opened);
    const writing = customers(opened, 50);
    const accepted = () => statusesOf(opened).filter((status) => status === 200).length;
    await until(async () => accepted() > 10, { timeoutMs: 180_000, describe: () => program.last });
    await fill(data);
    await until(async () => statusesOf(opened).includes(503), {
      timeoutMs: 270_000,
      describe: () => `${JSON.stringify(statusesOf(opened).slice(-20))}\n${program.last}`,
    });
    await until(async () => program.lines.some(({ code }) => code === 'POSTGRES.DISK_FULL'), {
      timeoutMs: 90_000,
      describe: () => program.last,
    });
    await program.unready(/disk.*full/);
    const wrote = await writing.stop();
    await empty(data);
    await program.ready(90_000);
    await nothingLost(same, opened, wrote);
    expect(await program.stop()).toBe(0);
  }, 900_000);
});

const ballast = (data: string) => join(data, 'ballast');

const fill = async (data: string): Promise<void> => {
  const file = await open(ballast(data), 'w');
  const block = Buffer.alloc(64 * 1024);
  try {
    for (;;) await file.write(block);
  } catch (error) {
    if (!hasCode(error, 'ENOSPC')) throw error;
  } finally {
    await file.close();
  }
};

const empty = (data: string): Promise<void> => rm(ballast(data));
