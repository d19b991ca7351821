// For the test of the layers: reads [[file, import], ...] as JSON from stdin, lints each import in a file
// that does not exist, with the rule of who may import whom alone, and prints what it says of each.
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import nx from '@nx/eslint-plugin';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { computeGraph } from './project-graph.mjs';

const RULE = '@nx/enforce-module-boundaries';
const root = join(import.meta.dirname, '../..');

await computeGraph();
const { default: all } = await import('../../eslint.config.mjs');
const eslint = new ESLint({
  cwd: root,
  overrideConfigFile: true,
  overrideConfig: all
    .filter(({ files, rules }) => files && rules && RULE in rules)
    .map(({ files, ignores = [], rules }) => ({
      files,
      ignores,
      plugins: { '@nx': nx },
      languageOptions: { parser: tseslint.parser },
      rules: { [RULE]: rules[RULE] },
    })),
});

const judged = [];
for (const [file, imported] of JSON.parse(await text(process.stdin))) {
  const code = `import * as it from '${imported}';\nexport { it };\n`;
  const [result] = await eslint.lintText(code, { filePath: join(root, file) });
  judged.push(result.messages.map(({ message }) => message.split('\n')[0]));
}
process.stdout.write(JSON.stringify(judged));
