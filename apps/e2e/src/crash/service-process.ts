import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export interface ServiceSpec {
  readonly app: string;
  readonly env: Readonly<Record<string, string>>;
}

const dist = join(import.meta.dirname, '../../../../dist/apps');

/** One replica of a service in an operating-system process of its own; it can be killed and comes back by `start`. */
export class ServiceProcess {
  #child: ChildProcess | null = null;
  #said = '';

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
    this.#child = child;
  }

  get running(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** The end of what it logged, for a failing test. */
  get said(): string {
    return `--- ${this.spec.app}\n${this.#said}`;
  }

  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (child === null || !this.running) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }

  async isReady(): Promise<boolean> {
    const port = this.spec.env['PORT'] ?? '';
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    return answer?.ok ?? false;
  }
}
