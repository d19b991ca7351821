import { execFile } from 'node:child_process';
import { join } from 'node:path';

const main = join(import.meta.dirname, '../../../../dist/apps/deskstream/main.js');

/** How a command ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The built command line, as a user types it: `deskstream <words>`. */
export const deskstream = (
  env: Readonly<Record<string, string>>,
  ...words: readonly string[]
): Promise<Ended> => execute(process.execPath, [main, ...words], env);

/** A command that follows: interrupted, as by Ctrl-C, as soon as it has printed enough. */
export const follow = (
  env: Readonly<Record<string, string>>,
  words: readonly string[],
  isEnough: (out: string) => boolean,
): Promise<Ended> => execute(process.execPath, [main, ...words], env, isEnough);

/** Any program, with `env` and nothing else of ours but PATH and HOME. */
export const execute = (
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  isEnough: (out: string) => boolean = () => false,
): Promise<Ended> =>
  new Promise((resolve) => {
    const { PATH = '', HOME = '' } = process.env;
    const options = { env: { PATH, HOME, ...env }, timeout: 180_000 };
    const child = execFile(file, args, options, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
    let printed = '';
    let isInterrupted = false;
    child.stdout?.on('data', (data: string) => {
      if (isInterrupted || !isEnough((printed += data))) return;
      // Once: a second Ctrl-C would end it on the spot.
      isInterrupted = child.kill('SIGINT');
    });
  });

/** What `--json` printed: one value a line. */
export const valuesOf = ({ out }: Ended): readonly Readonly<Record<string, unknown>>[] =>
  out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
