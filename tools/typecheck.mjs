// Type-checks the workspace, or with a folder as argument tells only that folder's problems.
import { spawnSync } from 'node:child_process';

const [folder] = process.argv.slice(2);
const { stdout, status } = spawnSync(
  'node',
  ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'],
  {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  },
);
const problems = folder
  ? stdout
      .split('\n')
      .filter((line) => line.startsWith(`${folder}/`))
      .join('\n')
  : stdout;
if (problems) console.error(problems);
process.exit(folder ? Number(problems !== '') : (status ?? 1));
