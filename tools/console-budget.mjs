// The script that the session page loads, entry and all that it imports, gzipped: checked by the build.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const PAGE = 'src/features/session/session-page.tsx';

/** Bytes at most. */
export const BUDGET = 250 * 1024;

/** Bytes of script before the session page of a built console stands, on a cold cache. */
export const sessionPageScript = (built) => {
  const manifest = JSON.parse(readFileSync(join(built, '.vite/manifest.json'), 'utf8'));
  const [entry] = Object.keys(manifest).filter((name) => manifest[name].isEntry);
  if (entry === undefined || manifest[PAGE] === undefined)
    throw new Error(`the manifest of the console names no entry, or not ${PAGE}`);
  const files = new Set();
  const add = (name) => {
    const { file, imports = [] } = manifest[name];
    if (files.has(file)) return;
    files.add(file);
    imports.forEach(add);
  };
  add(entry);
  add(PAGE);
  return [...files]
    .filter((file) => file.endsWith('.js'))
    .reduce((sum, file) => sum + gzipSync(readFileSync(join(built, file)), { level: 9 }).length, 0);
};

export const checkBudget = (built) => {
  const bytes = sessionPageScript(built);
  const told = `session page: ${(bytes / 1024).toFixed(1)} KB of script, gzipped`;
  if (bytes > BUDGET) throw new Error(`${told}; at most ${BUDGET / 1024} KB are allowed`);
  return told;
};
