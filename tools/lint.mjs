// npm run lint: computes Nx's project graph first, for without it the rule of who may import whom is
// skipped, then runs ESLint. Without arguments on everything; arguments are handed to ESLint.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { computeGraph } from './nx/project-graph.mjs';

const root = join(import.meta.dirname, '..');
const asked = process.argv.slice(2);

const main = async () => {
  const nodes = await computeGraph();
  const eslint = join(root, 'node_modules/eslint/bin/eslint.js');
  const cache = ['--cache', '--cache-location', `node_modules/.cache/eslint/${keyOf(nodes)}`];
  const what = asked.length > 0 ? asked : ['libs', 'apps', 'tools'];
  const { status } = spawnSync(process.execPath, [eslint, ...cache, ...what], {
    cwd: root,
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
};

/** ESLint's cache knows files, not tags and aliases: when those change, it begins again. */
const keyOf = (nodes) => {
  const tags = Object.values(nodes).map(({ name, data }) => [name, data.root, data.tags]);
  const aliases = readFileSync(join(root, 'tsconfig.base.json'));
  return createHash('sha256')
    .update(JSON.stringify(tags))
    .update(aliases)
    .digest('hex')
    .slice(0, 16);
};

await main();
