import { execFile, fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface CopierSettings {
  readonly brokers: readonly string[];
  readonly namespace: string;
  readonly sessionTimeoutMs: number;
  readonly fencing: boolean;
  /** How long the handler takes: the wider, the more is at work when a process dies. */
  readonly handlingMs: number;
}

export type CopierMessage =
  | { readonly kind: 'handling'; readonly partition: number }
  | { readonly kind: 'failed'; readonly code: string };

const root = join(import.meta.dirname, '../../../../..');
const bundle = join(root, 'tmp/kill-suite/copier.child.mjs');

/** The child is bundled once, so that starting one costs as little as starting Node. */
export const bundleCopier = async (): Promise<void> => {
  await mkdir(join(root, 'tmp/kill-suite'), { recursive: true });
  await promisify(execFile)(join(root, 'node_modules/.bin/esbuild'), [
    join(import.meta.dirname, 'copier.child.ts'),
    ...['--bundle', '--packages=external', '--platform=node', '--format=esm', '--log-level=error'],
    `--tsconfig=${join(root, 'tsconfig.base.json')}`,
    `--outfile=${bundle}`,
  ]);
};

/** One child process, and what it said last. */
export class CopierProcess {
  readonly failures: string[] = [];
  readonly exited: Promise<void>;
  readonly #child: ChildProcess;
  readonly #handling = new Set<(partition: number) => void>();

  constructor(settings: CopierSettings) {
    this.#child = fork(bundle, [JSON.stringify(settings)], { execArgv: [] });
    this.exited = new Promise((resolve) => this.#child.once('exit', () => resolve()));
    this.#child.on('message', (message: CopierMessage) => {
      if (message.kind === 'failed') this.failures.push(message.code);
      else for (const tell of this.#handling) tell(message.partition);
    });
  }

  get alive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Resolves with the partition as soon as this child is inside a handler. */
  handling(): { readonly partition: Promise<number>; cancel(): void } {
    let cancel = () => undefined as void;
    const partition = new Promise<number>((resolve) => {
      const tell = (at: number): void => {
        this.#handling.delete(tell);
        resolve(at);
      };
      this.#handling.add(tell);
      cancel = () => void this.#handling.delete(tell);
    });
    return { partition, cancel: () => cancel() };
  }

  signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT' | 'SIGTERM'): void {
    this.#child.kill(name);
  }
}
