import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const docs = join(import.meta.dirname, '../../docs');

it('the index of the documentation names every page that says how', () => {
  const index = readFileSync(join(docs, 'README.md'), 'utf8');
  const pages = readdirSync(docs, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /^(how-to|runbooks|reference)\/.*\.md$/.test(path));
  expect(pages.filter((path) => !index.includes(`](${path})`))).toEqual([]);
});
