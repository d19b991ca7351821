import { existsSync } from 'node:fs';
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { InfraError } from '@deskstream/kernel';
import { makeFolders } from '@deskstream/platform-config';
import { isAlive } from './folder-lock';
import { folderError } from './start-error';

/** PostgreSQL's major version that wrote the folder; `null` when it holds no cluster yet. */
export const majorOf = async (dataDir: string): Promise<number | null> => {
  const file = join(dataDir, 'PG_VERSION');
  return existsSync(file) ? Number.parseInt(await readFile(file, 'utf8'), 10) : null;
};

/** Creates the folder; refuses one that cannot be written to (POSTGRES.NO_ACCESS). */
export const makeFolder = async (dataDir: string): Promise<void> => {
  try {
    makeFolders(dataDir);
    const trial = join(dirname(dataDir), `.write-test-${process.pid}`);
    await writeFile(trial, '');
    await rm(trial, { force: true });
  } catch (error) {
    throw folderError(dataDir, error);
  }
};

/**
 * Makes a locked folder ready after whatever happened to its last owner: a server that outlived its
 * Deskstream is shut down, the lock file of a dead server is removed (its pid may belong to another
 * program by now), a first start that was interrupted begins anew.
 */
export const claimFolder = async (dataDir: string): Promise<void> => {
  const file = join(dataDir, 'postmaster.pid');
  const server = await pidIn(file);
  if (server !== null) {
    if (await isServerOf(dataDir, server)) {
      process.kill(server, 'SIGINT');
      await gone(server);
    }
    await rm(file, { force: true });
  }
  await refuseStrange(dataDir);
};

/** `initdb` takes seconds and may be interrupted; until it is through, the folder is marked as worth nothing. */
export const whileInitialising = async (
  dataDir: string,
  work: () => Promise<void>,
): Promise<void> => {
  await writeFile(unfinished(dataDir), '');
  await work();
  await rm(unfinished(dataDir), { force: true });
};

const unfinished = (dataDir: string) => `${dataDir}.unfinished`;

const refuseStrange = async (dataDir: string): Promise<void> => {
  const files = await readdir(dataDir);
  if (existsSync(unfinished(dataDir))) {
    for (const file of files) await rm(join(dataDir, file), { recursive: true, force: true });
    return;
  }
  if (files.length === 0 || files.includes('PG_VERSION')) return;
  throw new InfraError(
    'POSTGRES.NOT_A_DATA_FOLDER',
    `data folder ${dataDir}: expected a database or an empty folder, found ${files.length} other file(s), ${files[0] ?? ''} for one; nothing was changed. Choose another DESKSTREAM_DATA`,
    false,
  );
};

/** The port of last time when it is free, else any free one. */
export const choosePort = async (dataDir: string, wanted: number | undefined): Promise<number> => {
  if (wanted !== undefined) {
    if (await isFree(wanted)) return wanted;
    throw new InfraError(
      'POSTGRES.PORT_TAKEN',
      `port ${wanted} for the embedded PostgreSQL is taken; choose another port or stop what listens there`,
      false,
    );
  }
  const remembered = (await pidIn(portFile(dataDir))) ?? 0;
  return remembered > 0 && (await isFree(remembered)) ? remembered : listen(0);
};

export const rememberPort = (dataDir: string, port: number): Promise<void> =>
  writeFile(portFile(dataDir), String(port));

const portFile = (dataDir: string) => join(dataDir, 'deskstream.port');

/** First line of a file as a number. */
const pidIn = async (file: string): Promise<number | null> => {
  const number = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
  return Number.isNaN(number) ? null : number;
};

const isServerOf = async (dataDir: string, pid: number): Promise<boolean> => {
  if (!isAlive(pid)) return false;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  return command === null ? process.platform !== 'linux' : command.includes(dataDir);
};

const gone = async (pid: number): Promise<void> => {
  for (let waited = 0; isAlive(pid) && waited < 30_000; waited += 50)
    await new Promise((resolve) => setTimeout(resolve, 50));
};

const isFree = (port: number): Promise<boolean> =>
  listen(port).then(
    () => true,
    () => false,
  );

const listen = (port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
