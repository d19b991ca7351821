import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolders } from '@deskstream/platform-config';
import type { SessionResult } from '@deskstream/conversation-what-if';

export interface WhatIfState {
  /** What was done of these sessions before it was stopped. */
  results(keys: readonly string[]): readonly SessionResult[];
  keep(result: SessionResult): void;
}

/**
 * One file for each question, a session a line, so that the same command with `--resume` goes on where
 * it was stopped. A line that was cut off is done again.
 */
export const openState = (folder: string, question: object, resume: boolean): WhatIfState => {
  const name = createHash('sha256').update(JSON.stringify(question)).digest('hex').slice(0, 16);
  const file = join(folder, `${name}.ndjson`);
  makeFolders(folder);
  if (!resume) rmSync(file, { force: true });
  return {
    results: (keys) => {
      const wanted = new Set(keys);
      return existsSync(file) ? linesOf(file).filter(({ key }) => wanted.has(key)) : [];
    },
    keep: (result) => {
      appendFileSync(file, `${JSON.stringify(result)}\n`);
    },
  };
};

const linesOf = (file: string): readonly SessionResult[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as SessionResult];
      } catch {
        return [];
      }
    });
