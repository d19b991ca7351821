import type { ChildProcess } from 'node:child_process';
import { execFile, fork } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ReasonerMessage, ReasonerSettings } from './reasoner.settings';

const root = join(import.meta.dirname, '../../../..');
const bundle = join(root, 'tmp/reasoner/reasoner.child.mjs');

/** With all it needs in one file a process starts in half the time; CommonJS inside asks for `require`. */
const REQUIRE =
  "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

export const bundleReasoner = async (): Promise<void> => {
  await mkdir(join(root, 'tmp/reasoner'), { recursive: true });
  await promisify(execFile)(join(root, 'node_modules/.bin/esbuild'), [
    join(import.meta.dirname, 'reasoner.child.ts'),
    ...['--bundle', '--platform=node', '--format=esm', '--log-level=error'],
    ...['--external:pg-native', '--external:onnxruntime-node', `--banner:js=${REQUIRE}`],
    ...['--loader:.md=text', '--loader:.html=text'],
    `--tsconfig=${join(root, 'tsconfig.base.json')}`,
    `--outfile=${bundle}`,
  ]);
};

/** A process that reasons until it is told to die. */
export class Reasoner {
  readonly ready: Promise<void>;
  /** The await behind which it died; `null`: it was stopped from outside. */
  readonly died: Promise<string | null>;
  readonly #child: ChildProcess;

  constructor(settings: ReasonerSettings) {
    this.#child = fork(bundle, [JSON.stringify(settings)], { execArgv: [] });
    let point: string | null = null;
    this.died = new Promise((resolve) => this.#child.once('exit', () => resolve(point)));
    this.ready = new Promise((resolve, reject) => {
      this.#child.once('exit', () => reject(new Error('the reasoner ended before it was ready')));
      this.#child.on('message', (message: ReasonerMessage) => {
        if (message.kind === 'ready') resolve();
        else point = message.point;
      });
    });
    this.ready.catch(() => undefined);
  }

  dieAt(dieAt: number): Promise<void> {
    return new Promise((sent) => this.#child.send({ dieAt }, () => sent()));
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.died;
  }
}
