// After `npm install` and `npm ci`: builds, and in a git checkout points git at our hooks.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

if (existsSync('.git')) spawnSync('git', ['config', 'core.hooksPath', 'tools/git-hooks']);
process.exit(spawnSync('node', ['tools/build.mjs'], { stdio: 'inherit' }).status ?? 1);
