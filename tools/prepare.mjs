// After `npm install` and `npm ci`: builds, fetches the weights of embeddings, and in a git checkout points git at our hooks.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

if (existsSync('.git')) spawnSync('git', ['config', 'core.hooksPath', 'tools/git-hooks']);
const { status } = spawnSync('node', ['tools/build.mjs'], { stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);
// What answers find articles by meaning with; without Maven or a network they find them by words.
spawnSync('node', ['tools/embeddings/embeddings.mjs', '--optional'], { stdio: 'inherit' });
