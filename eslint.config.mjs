import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** Who may import whom (ADR 12). A project whose tags match no rule may import nothing. */
const mayUse = {
  util: ['util'],
  domain: ['domain', 'util'],
  port: ['port', 'domain', 'util'],
  contract: ['port', 'domain', 'util'],
  testing: ['testing', 'platform', 'contract', 'port', 'domain', 'util'],
  platform: ['platform', 'contract', 'port', 'domain', 'util'],
  adapter: ['platform', 'contract', 'port', 'domain', 'util'],
  ui: ['ui', 'contract', 'domain', 'util'],
  composition: ['adapter', 'platform', 'contract', 'port', 'domain', 'util'],
  app: ['composition', 'adapter', 'platform', 'ui', 'contract', 'port', 'domain', 'util'],
  'all-in-one': ['app', 'composition', 'adapter', 'platform', 'contract', 'port', 'domain', 'util'],
  suite: [
    ...['app', 'composition', 'testing', 'adapter'],
    ...['platform', 'contract', 'port', 'domain', 'util'],
  ],
};

/** What a `*.spec.ts` may use beyond its project: tests run on the memory adapters, not on mocks. */
const testsMayUse = {
  platform: ['testing', 'adapter'],
  adapter: ['testing'],
  composition: ['testing'],
  app: ['testing'],
  'all-in-one': ['testing'],
};

const scopes = {
  conversation: ['conversation', 'shared'],
  intake: ['intake', 'shared'],
  console: ['console', 'conversation', 'shared'],
};

const tags = (prefix, names) => names.map((name) => `${prefix}:${name}`);

/** The tags a type may import, and those its tests may import. */
const layersOf = (also) => [
  ...Object.entries(mayUse).map(([type, targets]) => ({
    sourceTag: `type:${type}`,
    onlyDependOnLibsWithTags: tags('type', [...targets, ...(also[type] ?? [])]),
  })),
  ...Object.entries(scopes).map(([scope, targets]) => ({
    sourceTag: `scope:${scope}`,
    onlyDependOnLibsWithTags: tags('scope', targets),
  })),
  // The dispatcher reads the log, so it knows the conversation's events; the rules of dispatch do not.
  {
    allSourceTags: ['type:domain', 'scope:dispatch'],
    onlyDependOnLibsWithTags: tags('scope', ['dispatch', 'shared']),
  },
  {
    allSourceTags: ['type:app', 'scope:dispatch'],
    onlyDependOnLibsWithTags: tags('scope', ['dispatch', 'conversation', 'shared']),
  },
  // Shared libraries see the conversation's vocabulary, because the log stores its events. The
  // all-in-one and the suites are shared as well, and see everything.
  ...['util', 'port', 'contract', 'testing', 'platform', 'adapter', 'composition'].map((type) => ({
    allSourceTags: [`type:${type}`, 'scope:shared'],
    onlyDependOnLibsWithTags: tags('scope', ['shared', 'conversation']),
  })),
  {
    sourceTag: 'runtime:browser',
    onlyDependOnLibsWithTags: ['runtime:browser', 'runtime:any'],
  },
  {
    sourceTag: 'type:domain',
    onlyDependOnLibsWithTags: ['type:domain', 'type:util'],
    bannedExternalImports: ['@nestjs/*', 'kafkajs', 'pg', 'undici', 'fastify'],
  },
];

const boundaries = (also) => ({
  '@nx/enforce-module-boundaries': [
    'error',
    {
      enforceBuildableLibDependency: false,
      banTransitiveDependencies: false,
      checkDynamicDependenciesExceptions: ['.*'],
      // Nx forbids every import of an app; who may is said by `noApps` below.
      allow: ['@deskstream/app-*'],
      depConstraints: layersOf(also),
    },
  ],
});

const files = ['{apps,libs,tools}/**/*.{ts,tsx}'];
const tests = ['**/*.spec.{ts,tsx}', '**/*.contract.ts', '**/{contract,testing}/**'];
const domain = ['libs/*/domain/**/*.ts', 'libs/conversation/{read-models,metrics}/**/*.ts'];

const onlyInTests = {
  group: ['@deskstream/*/contract', '@deskstream/testing-*'],
  message:
    'Contract suites and testing libraries are imported from *.spec.ts, testing/ and apps/e2e only.',
};
const banned = (group, message) => ({ group, message });
const kafka = banned(
  ['kafkajs', 'kafkajs/*'],
  'The Kafka client stays inside platform/kafka and its adapter.',
);
const postgres = banned(
  ['pg', 'pg/*'],
  'The PostgreSQL driver stays inside platform/postgres and its adapters.',
);
const nest = banned(['@nestjs/*'], 'Nest only wires: it stays in apps and platform/nest.');

const noApps = banned(
  ['@deskstream/app-*'],
  'Apps meet in topics; only apps/deskstream and apps/e2e put them together.',
);

const imports = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

const impure = [
  [
    'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
    'Time arrives in the command.',
  ],
  ['NewExpression[callee.name="Date"][arguments.length=0]', 'Time arrives in the command.'],
  [
    'CallExpression[callee.object.name="Math"][callee.property.name="random"]',
    'Ids arrive in the command.',
  ],
  ['Identifier[name="process"]', 'A rule reads no environment.'],
  [':function[async=true]', 'Decisions are pure: nothing to wait for.'],
  ['ImportDeclaration[source.value=/^node:/]', 'Decisions are pure: no Node modules.'],
].map(([selector, message]) => ({ selector, message }));

export default tseslint.config(
  { ignores: ['dist/**', 'tmp/**', 'coverage/**', 'node_modules/**', '.nx/**', '**/*.d.ts'] },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  { files, extends: [js.configs.recommended, ...tseslint.configs.strictTypeChecked, prettier] },
  {
    files,
    plugins: { '@nx': nx },
    languageOptions: {
      parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      complexity: ['error', 8],
      'max-depth': ['error', 3],
      'max-params': ['error', 4],
      'max-lines': ['error', 250],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-extraneous-class': [
        'error',
        { allowWithDecorator: true, allowEmpty: true },
      ],
      // Numbers and flags read well in messages.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // `() => list.push(x)` and a port's fake that happens to need no await are idioms here.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-unnecessary-type-arguments': 'off',
      // Nest declares its option bags as classes.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // It believes that `signal.aborted` cannot change during an await, and that a closure is a method.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      ...boundaries({}),
      ...imports(onlyInTests, noApps, kafka, postgres, nest),
    },
  },
  { files: ['apps/**'], rules: imports(onlyInTests, noApps, kafka, postgres) },
  { files: ['apps/deskstream/**'], rules: imports(onlyInTests, kafka, postgres) },
  { files: ['libs/platform/nest/**'], rules: imports(onlyInTests, noApps, kafka, postgres) },
  {
    files: ['libs/{platform/kafka,adapters/event-log-kafka}/**'],
    rules: imports(onlyInTests, noApps, postgres, nest),
  },
  {
    files: ['libs/platform/{postgres,worker}/**', 'libs/adapters/*-postgres/**'],
    rules: imports(onlyInTests, noApps, kafka, nest),
  },
  { files: tests, rules: boundaries(testsMayUse) },
  { files: domain, ignores: tests, rules: { 'no-restricted-syntax': ['error', ...impure] } },
  {
    files: [...tests, 'apps/e2e/**', 'libs/testing/**', 'tools/**'],
    rules: {
      'no-restricted-imports': 'off',
      'max-lines': ['error', 350],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
    },
  },
  // The harness starts the broker of tools/kafka, which is no project of Nx.
  {
    files: ['libs/testing/harness/src/kafka/**'],
    rules: { '@nx/enforce-module-boundaries': 'off' },
  },
);
