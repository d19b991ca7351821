import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '@deskstream/kernel';

export interface ServiceSpec {
  readonly app: string;
  readonly env: Readonly<Record<string, string>>;
  /** Started again when it ends by itself, as an orchestrator of containers does. */
  readonly restarts?: boolean;
}

/** A process that ended though nobody ended it. */
export interface Ending {
  readonly app: string;
  /** Exit code or signal. */
  readonly with: number | string | null;
  readonly wasReady: boolean;
  readonly said: string;
}

const dist = join(import.meta.dirname, '../../../../dist/apps');
const RESTART_MS = 1_000;

/** One replica of a service in an operating-system process of its own; it can be killed and comes back by `start`. */
export class ServiceProcess {
  #child: ChildProcess | null = null;
  #said = '';
  #wasReady = false;
  #unreadyBecause = '';
  readonly #endings: Ending[] = [];

  constructor(readonly spec: ServiceSpec) {
    if (!existsSync(this.#main))
      throw new Error(`${this.#main} is missing; run "npm run build" first`);
  }

  get #main(): string {
    return join(dist, this.spec.app, 'main.js');
  }

  start(): void {
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(process.execPath, [this.#main], {
      env: { PATH, HOME, LOG_LEVEL: 'warn', ...this.spec.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => {
        this.#said = `${this.#said}${data.toString('utf8')}`.slice(-4_000);
      });
    child.once('exit', (code, signal) => {
      if (child === this.#child) void this.#endedByItself(code ?? signal);
    });
    this.#wasReady = false;
    this.#child = child;
  }

  get running(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** The end of what it logged, for a failing test. */
  get said(): string {
    return `--- ${this.spec.app}\n${this.#said}`;
  }

  /** What it answered when it was last not ready. */
  get unreadyBecause(): string {
    return `${this.spec.app}: ${this.#unreadyBecause}`;
  }

  get endings(): readonly Ending[] {
    return this.#endings;
  }

  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const child = this.#child;
    const wasRunning = this.running;
    this.#child = null;
    if (child === null || !wasRunning) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }

  /** SIGSTOP: it goes on as if no time had passed. */
  pause(): void {
    this.#child?.kill('SIGSTOP');
  }

  resume(): void {
    this.#child?.kill('SIGCONT');
  }

  async isReady(): Promise<boolean> {
    const port = this.spec.env['PORT'] ?? '';
    const signal = AbortSignal.timeout(5_000);
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal });
      const text = await answer.text();
      if (answer.ok) this.#wasReady = true;
      else this.#unreadyBecause = text;
      return answer.ok;
    } catch {
      this.#unreadyBecause = 'no answer';
      return false;
    }
  }

  async #endedByItself(code: number | string | null): Promise<void> {
    const { app, restarts = false } = this.spec;
    this.#endings.push({
      app,
      with: code,
      wasReady: this.#wasReady,
      said: this.#said.slice(-2_000),
    });
    const child = this.#child;
    if (!restarts) return;
    await systemClock.sleep(RESTART_MS);
    if (child === this.#child) this.start();
  }
}
