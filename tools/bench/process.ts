import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BenchContext } from './context';
import { until } from './context';

/** A program of the bench folder in a process of its own. */
export interface Program {
  readonly name: string;
  /** Resident memory in MB. */
  rss(): number;
  /** Time on a processor so far, in milliseconds. */
  cpuMs(): number;
  stop(): Promise<void>;
}

/** `name` is a bundle of the bench folder, without its ending. Ready when `readyUrl` answers. */
export const startProgram = async (
  { folder }: BenchContext,
  name: string,
  {
    args = [],
    env = {},
    readyUrl,
  }: {
    readonly args?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
    readonly readyUrl: string;
  },
): Promise<Program> => {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [join(folder, `${name}.mjs`), ...args], {
    env: { PATH, HOME, LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
  };
  try {
    await until(
      `${name} ready`,
      async () => {
        if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}`);
        const answer = await fetch(readyUrl).catch(() => null);
        return answer !== null && answer.status < 500;
      },
      { limitMs: 60_000, everyMs: 50 },
    );
  } catch (error) {
    await stop();
    throw error;
  }
  const pid = child.pid ?? 0;
  return { name, rss: () => residentMb(pid), cpuMs: () => cpuMs(pid), stop };
};

/** Runs one to its end; what it printed. */
export const runProgram = async (
  { folder }: BenchContext,
  name: string,
  args: readonly string[],
): Promise<string> => {
  const script = join(folder, `${name}.mjs`);
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...args], {
    timeout: 300_000,
    maxBuffer: 2 ** 24,
  });
  return stdout;
};

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** Linux only; 0 elsewhere. */
const residentMb = (pid: number): number => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024;
};

const TICK_MS = 10;

/** `utime` and `stime` of proc(5). Linux only. */
const cpuMs = (pid: number): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const [user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(')'))
    .split(' ')
    .slice(12, 14)
    .map(Number);
  return (user + system) * TICK_MS;
};
