import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chown, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Binaries, RunAs } from './binaries';

export interface Launch {
  readonly binaries: Binaries;
  readonly runAs: RunAs;
  readonly dataDir: string;
  readonly say: (line: string) => void;
}

const READY = 'database system is ready to accept connections';

export const initialise = async (
  launch: Launch,
  options: { password: string; sync: boolean },
): Promise<void> => {
  const { binaries, runAs, dataDir, say } = launch;
  const passwordFile = join(tmpdir(), `deskstream-${randomUUID()}`);
  await writeFile(passwordFile, options.password, { mode: 0o600 });
  try {
    await own(passwordFile, runAs);
    await own(dataDir, runAs);
    const child = spawn(
      binaries.initdb,
      [
        `--pgdata=${dataDir}`,
        '--username=postgres',
        '--auth=scram-sha-256',
        `--pwfile=${passwordFile}`,
        '--encoding=UTF8',
        '--locale=C',
        ...(options.sync ? [] : ['--no-sync']),
      ],
      { ...runAs, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] },
    );
    listen(child, say);
    const code = await exitOf(child);
    if (code !== 0) throw new Error(`initdb ended with ${code}`);
  } finally {
    await rm(passwordFile, { force: true });
  }
};

/** A process group of its own: Ctrl-C reaches the services first, and they stop the server last. */
export const launchServer = (
  launch: Launch,
  port: number,
  settings: readonly string[],
): Promise<ChildProcess> => {
  const { binaries, runAs, dataDir, say } = launch;
  const child = spawn(
    binaries.postgres,
    ['-D', dataDir, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...runAs, env: environment(), detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  return new Promise((resolve, reject) => {
    listen(child, (line) => {
      say(line);
      if (line.includes(READY)) resolve(child);
    });
    void exitOf(child).then((code) => reject(new Error(`postgres ended with ${code}`)), reject);
  });
};

export const exitOf = (child: ChildProcess): Promise<number | NodeJS.Signals | null> =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    if (child.exitCode !== null || child.signalCode !== null)
      resolve(child.exitCode ?? child.signalCode);
    else child.once('close', (code, signal) => resolve(code ?? signal));
  });

const listen = (child: ChildProcess, say: (line: string) => void): void => {
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => say(text));
};

const own = async (path: string, { uid, gid }: RunAs): Promise<void> => {
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
};

const environment = () => ({ ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C', TZ: 'UTC' });
