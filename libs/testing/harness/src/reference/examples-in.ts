import { readdirSync } from 'node:fs';

/** The names of the recorded payloads of a folder, without `.json`. */
export const examplesIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.replace('.json', ''));
