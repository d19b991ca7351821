import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const docs = join(import.meta.dirname, '../../docs');

/** A page of `docs` that is made from the code; with UPDATE_DOCS=1 its test writes it anew. */
export const expectMade = (path: string, made: (stands: string) => string): void => {
  const page = join(docs, path);
  const stands = readFileSync(page, 'utf8');
  const wanted = made(stands);
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(page, wanted);
  else expect(normal(stands)).toBe(normal(wanted));
};

/** Tables are aligned by the formatter. */
const normal = (text: string): string => text.replace(/-{3,}/g, '---').replace(/ +/g, ' ');
