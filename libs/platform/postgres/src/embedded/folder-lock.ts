import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { InfraError, hasCode, systemClock } from '@deskstream/kernel';

export interface FolderLock {
  release(): Promise<void>;
}

/**
 * One Deskstream per folder: `<folder>.lock` beside it holds who owns it. A lock whose owner is dead is
 * taken over; its pid may belong to another program by now (in a container it even is this one), so the
 * start time of the process counts, too, where the system tells it. POSTGRES.IN_USE names the owner.
 */
export const lockFolder = async (dataDir: string): Promise<FolderLock> => {
  const file = lockFile(dataDir);
  const mine = await identityOf(process.pid);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (await created(file, mine)) return { release: () => released(file, mine) };
    const owner = await ownerIn(file);
    if (owner !== null && (await lives(owner))) throw inUse(dataDir, owner);
    await remove(file, owner);
  }
  throw inUse(dataDir, await ownerIn(file));
};

const lockFile = (dataDir: string): string => `${dataDir}.lock`;

const ATTEMPTS = 20;

const created = async (file: string, mine: string): Promise<boolean> => {
  try {
    await writeFile(file, mine, { flag: 'wx' });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
};

/** A lock that was made this moment may still be empty. */
const ownerIn = async (file: string): Promise<string | null> => {
  const read = () => readFile(file, 'utf8').catch(() => null);
  const text = await read();
  if (text !== '') return text;
  await systemClock.sleep(100);
  return read();
};

/** Moved aside first: of several that find the same dead owner each removes only what it saw. */
const remove = async (file: string, seen: string | null): Promise<void> => {
  const aside = `${file}.${process.pid}`;
  await rename(file, aside).catch(() => undefined);
  const moved = await readFile(aside, 'utf8').catch(() => null);
  if (moved !== null && moved !== seen) await rename(aside, file);
  else await rm(aside, { force: true });
};

const released = async (file: string, mine: string): Promise<void> => {
  if ((await ownerIn(file)) === mine) await rm(file, { force: true });
};

const lives = async (owner: string): Promise<boolean> => {
  const pid = Number.parseInt(owner, 10);
  return Number.isInteger(pid) && isAlive(pid) && (await identityOf(pid)) === owner;
};

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
};

/** `pid start-time`; without `/proc` the pid alone. */
const identityOf = async (pid: number): Promise<string> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[START_TIME] ?? '';
  return `${pid} ${started}`.trim();
};

/** Field 22 of proc_pid_stat(5), counted after the name. */
const START_TIME = 19;

const inUse = (dataDir: string, owner: string | null) =>
  new InfraError(
    'POSTGRES.IN_USE',
    `data folder ${dataDir} is in use by process ${Number.parseInt(owner ?? '', 10) || 'unknown'}; stop that Deskstream first, or choose another DESKSTREAM_DATA`,
    false,
  );
