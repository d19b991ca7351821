import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { InfraError } from '@deskstream/kernel';

/** PostgreSQL's major version that wrote the folder; `null` when it holds no cluster yet. */
export const majorOf = async (dataDir: string): Promise<number | null> => {
  const file = join(dataDir, 'PG_VERSION');
  return existsSync(file) ? Number.parseInt(await readFile(file, 'utf8'), 10) : null;
};

/**
 * Makes a folder ready after whatever happened to its last owner. A server whose Deskstream died is
 * shut down; the lock file of a dead server is removed (its pid may belong to another program by now);
 * a folder whose Deskstream lives is respected: POSTGRES.IN_USE.
 */
export const claimFolder = async (dataDir: string): Promise<void> => {
  const file = join(dataDir, 'postmaster.pid');
  const server = await pidIn(file);
  if (server === null) return;
  if (await isServerOf(dataDir, server)) {
    const owner = await pidIn(ownerFile(dataDir));
    if (owner === null || owner === process.pid || isAlive(owner))
      throw inUse(dataDir, owner ?? server);
    process.kill(server, 'SIGINT');
    await gone(server);
  }
  await rm(file, { force: true });
};

export const markOwner = (dataDir: string): Promise<void> =>
  writeFile(ownerFile(dataDir), String(process.pid));

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

const ownerFile = (dataDir: string) => join(dataDir, 'deskstream.pid');

const inUse = (dataDir: string, pid: number) =>
  new InfraError(
    'POSTGRES.IN_USE',
    `data folder ${dataDir} is in use by process ${pid}; stop that Deskstream first, or choose another DESKSTREAM_DATA`,
    false,
  );

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

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EPERM';
  }
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
