// Infers the same three targets for every project.json, so that none of them lists any.
import { dirname } from 'node:path';

export const createNodesV2 = [
  '{apps,libs}/**/project.json',
  (files) =>
    files.map((file) => [
      file,
      { projects: { [dirname(file)]: { targets: targetsOf(dirname(file)) } } },
    ]),
];

const targetsOf = (root) => ({
  lint: { command: `eslint --no-warn-ignored ${root}`, cache: true },
  typecheck: { command: `node tools/typecheck.mjs ${root}`, cache: true },
  test: {
    command: `node --experimental-vm-modules node_modules/jest/bin/jest.js ${root}/ --selectProjects unit --passWithNoTests`,
    cache: true,
  },
});
