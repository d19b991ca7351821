// The script that the session page loads before it stands, gzipped: checked by the build.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const PAGE = 'session.html';
const SCRIPT = /(?:src|href)="\/(?<file>[^"]+\.js)"/g;

/** Bytes at most. */
export const BUDGET = 250 * 1024;

/** Bytes of script of the session page of a built console, on a cold cache: what it names, and all that this imports. */
export const sessionPageScript = (built) => {
  const manifest = JSON.parse(readFileSync(join(built, '.vite/manifest.json'), 'utf8'));
  const chunks = Object.values(manifest);
  const files = new Set();
  const add = (file) => {
    if (files.has(file)) return;
    files.add(file);
    const { imports = [] } = chunks.find((chunk) => chunk.file === file) ?? {};
    imports.forEach((name) => add(manifest[name].file));
  };
  const page = readFileSync(join(built, PAGE), 'utf8');
  for (const { groups } of page.matchAll(SCRIPT)) add(groups.file);
  if (files.size === 0) throw new Error(`${PAGE} of the console names no script`);
  return [...files].reduce(
    (sum, file) => sum + gzipSync(readFileSync(join(built, file)), { level: 9 }).length,
    0,
  );
};

export const checkBudget = (built) => {
  const bytes = sessionPageScript(built);
  const told = `session page: ${(bytes / 1024).toFixed(1)} KB of script, gzipped`;
  if (bytes > BUDGET) throw new Error(`${told}; at most ${BUDGET / 1024} KB are allowed`);
  return told;
};
