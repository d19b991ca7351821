import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '@deskstream/testing-harness';

const dist = join(import.meta.dirname, '../../../../dist/apps');

export interface ProgramSpec {
  readonly app: string;
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

interface Readiness {
  readonly status: number;
  readonly because: string;
  readonly notes: string;
}

export interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly code?: string;
  readonly because?: string;
}

const started = new Set<Program>();

/** After each test: no process is left, even of a test that failed. */
export const endPrograms = async (): Promise<void> => {
  for (const program of started) await program.kill();
  started.clear();
};

/** A built program as a user starts it: what it says, what it answers, how it ends. */
export class Program {
  readonly #ended: Promise<number | null>;
  readonly pid: number;
  readonly #child: ChildProcess;
  #said = '';

  constructor(private readonly spec: ProgramSpec) {
    const main = join(dist, spec.app, 'main.js');
    if (!existsSync(main)) throw new Error(`${main} is missing; run "npm run build" first`);
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(process.execPath, [main, ...(spec.args ?? [])], {
      env: { PATH, HOME, LOG_LEVEL: 'info', ...spec.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => (this.#said += data.toString('utf8')));
    this.#child = child;
    this.pid = child.pid ?? 0;
    this.#ended = new Promise((resolve) => child.once('exit', resolve));
    started.add(this);
  }

  /** The end of what it wrote, for a failing test. */
  get last(): string {
    return this.#said.slice(-2_000);
  }

  /** All it wrote, log lines and words for people. */
  get said(): string {
    return this.#said;
  }

  get lines(): readonly LogLine[] {
    return this.#said
      .split('\n')
      .filter((line) => line.startsWith('{') && line.endsWith('}'))
      .map((line) => JSON.parse(line) as LogLine);
  }

  /** Its exit code; fails with what it said when it goes on. */
  async ended(timeoutMs = 120_000): Promise<number | null> {
    const over = async () => this.#child.exitCode !== null || this.#child.signalCode !== null;
    await until(over, { timeoutMs, describe: () => `it did not end\n${this.last}` });
    return this.#ended;
  }

  stop(): Promise<number | null> {
    this.#child.kill('SIGTERM');
    return this.ended(120_000);
  }

  /** SIGKILL to the program alone; its database is left behind. */
  crash(): Promise<number | null> {
    this.#child.kill('SIGKILL');
    return this.#ended;
  }

  /** For the end of a test, whatever became of it: nor does its database outlive it. */
  async kill(): Promise<void> {
    const runs = this.#child.exitCode === null && this.#child.signalCode === null;
    await this.crash();
    if (runs) await killDatabase(this.spec.env['DESKSTREAM_DATA'] ?? '');
  }

  /** Ready, perhaps with notes, or what it waits for. */
  async readiness(): Promise<Readiness> {
    const url = `http://127.0.0.1:${this.spec.env['PORT'] ?? ''}/readyz`;
    const answer = await fetch(url).catch(() => null);
    if (answer === null) return { status: 0, because: 'nothing listens', notes: '' };
    const { detail = '', notes } = (await answer.json()) as { detail?: string; notes?: unknown };
    return { status: answer.status, because: detail, notes: JSON.stringify(notes ?? []) };
  }

  ready(timeoutMs = 180_000): Promise<void> {
    return until(
      async () => {
        if (this.#child.exitCode !== null) throw new Error(`it ended:\n${this.last}`);
        return (await this.readiness()).status === 200;
      },
      { timeoutMs, describe: () => this.last },
    );
  }

  /** Not ready, for a reason that fits; on a busy machine it takes its time to load, and to try. */
  unready(reason: RegExp, timeoutMs = 240_000): Promise<void> {
    return this.#saying(({ status, because }) => status === 503 && reason.test(because), timeoutMs);
  }

  /** Ready, and says what is unusual. */
  noting(note: RegExp, timeoutMs = 180_000): Promise<void> {
    return this.#saying(({ status, notes }) => status === 200 && note.test(notes), timeoutMs);
  }

  async #saying(fits: (now: Readiness) => boolean, timeoutMs: number): Promise<void> {
    let now: Readiness | undefined;
    await until(async () => fits((now = await this.readiness())), {
      timeoutMs,
      describe: () => `${JSON.stringify(now)}\n${this.last}`,
    });
  }
}

/** The server of a data folder, at once; `false` when none runs. */
export const killDatabase = async (data: string): Promise<boolean> => {
  const file = join(data, 'postgres', 'postmaster.pid');
  const pid = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
  if (Number.isNaN(pid)) return false;
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
};
