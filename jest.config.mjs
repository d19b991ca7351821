import { readFileSync } from 'node:fs';

const { compilerOptions } = JSON.parse(
  readFileSync(new URL('./tsconfig.base.json', import.meta.url), 'utf8'),
);

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const moduleNameMapper = Object.fromEntries(
  Object.entries(compilerOptions.paths).map(([alias, [path]]) => [
    `^${escape(alias)}$`,
    path.replace('./', '<rootDir>/'),
  ]),
);

/** One suffix, one kind of test (STYLE §7). Each kind is a project of its own. */
const project = (displayName, testMatch, testPathIgnorePatterns = []) => ({
  displayName,
  rootDir: import.meta.dirname,
  testMatch,
  testPathIgnorePatterns: ['/node_modules/', '/dist/', ...testPathIgnorePatterns],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx', '.html', '.md'],
  moduleNameMapper,
  transform: {
    '\\.(html|md)$': '<rootDir>/tools/jest-text-transform.mjs',
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true, decorators: true },
          transform: {
            legacyDecorator: true,
            decoratorMetadata: false,
            react: { runtime: 'automatic' },
          },
        },
        module: { type: 'es6' },
      },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/tmp'],
});

export default {
  projects: [
    project(
      'unit',
      ['<rootDir>/{libs,apps,tools}/**/*.spec.ts', '<rootDir>/{libs,apps}/**/*.spec.tsx'],
      ['\\.int\\.spec\\.ts$', '\\.e2e\\.spec\\.ts$'],
    ),
    project('integration', ['<rootDir>/{libs,apps,tools}/**/*.int.spec.ts']),
    project('e2e', ['<rootDir>/{libs,apps,tools}/**/*.e2e.spec.ts']),
  ],
};
