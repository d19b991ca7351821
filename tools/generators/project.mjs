// Nx generators of a library and of an app: tags, README, index, a first test and the tsconfig path.
import { readJson, updateJson, writeJson } from '@nx/devkit';

/** Folder under libs/ -> tag and prefix of the project's name. */
const FOLDERS = {
  adapters: { type: 'adapter', prefix: 'adapter-', runtime: 'node' },
  ports: { type: 'port', prefix: 'port-', runtime: 'any' },
  platform: { type: 'platform', prefix: 'platform-', runtime: 'node' },
  testing: { type: 'testing', prefix: 'testing-', runtime: 'node' },
};

/** `path` is `<folder>/<name>`, for example `adapters/vendor-front`. */
export const libraryGenerator = (tree, { path }) => {
  const [folder, name, ...more] = path.split('/');
  const kind = FOLDERS[folder];
  if (!kind || !isName(name) || more.length > 0)
    throw new Error(`Expected <${Object.keys(FOLDERS).join('|')}>/<kebab-case-name>, got ${path}.`);
  const project = `${kind.prefix}${name}`;
  const root = `libs/${path}`;
  begin(tree, {
    project,
    root,
    alias: project,
    projectType: 'library',
    tags: [`type:${kind.type}`, 'scope:shared', `runtime:${kind.runtime}`],
  });
  const value = camel(name);
  tree.write(`${root}/src/index.ts`, `export { ${value} } from './${name}';\n`);
  tree.write(
    `${root}/src/${name}.ts`,
    `/** Says what an implementer or a caller must know. */\nexport const ${value} = (): string => '${project}';\n`,
  );
  tree.write(
    `${root}/src/${name}.spec.ts`,
    `import { ${value} } from './${name}';\n\nit('names itself', () => {\n  expect(${value}()).toBe('${project}');\n});\n`,
  );
  tree.write(
    `${root}/README.md`,
    `# ${project}\n\nWhat it is for, in one sentence.\n\n\`\`\`ts\nimport { ${value} } from '@deskstream/${project}';\n\`\`\`\n\nNot for: what a reader could mistake it for.\n`,
  );
};

/** A service with the parts that every service has. */
export const appGenerator = (tree, { path: name }) => {
  if (!isName(name)) throw new Error(`Expected a kebab-case name, got ${name}.`);
  const root = `apps/${name}`;
  const Name = pascal(name);
  begin(tree, {
    project: name,
    root,
    alias: `app-${name}`,
    projectType: 'application',
    tags: ['type:app', 'scope:shared', 'runtime:node'],
  });
  const files = {
    'src/index.ts': `export { start${Name} } from './pipeline';\nexport type { ${Name}Deps } from './pipeline';\n`,
    'src/config.ts': `import { ServiceConfig } from '@deskstream/platform-config';\n\nexport class ${Name}Config extends ServiceConfig {}\n`,
    'src/pipeline.ts': `import type { Logger, RunningService } from '@deskstream/kernel';\n\nexport interface ${Name}Deps {\n  readonly logger: Logger;\n}\n\n/** The steps in order: the service on one screen. */\nexport const start${Name} = ({ logger }: ${Name}Deps): Promise<RunningService> => {\n  logger.info({}, 'started');\n  return Promise.resolve({\n    name: '${name}',\n    ready: () => ({ ok: true }),\n    stop: () => Promise.resolve(),\n  });\n};\n`,
    'src/pipeline.spec.ts': `import { noLogger } from '@deskstream/kernel';\nimport { start${Name} } from './pipeline';\n\nit('is ready when it has started', async () => {\n  const service = await start${Name}({ logger: noLogger });\n  expect(service.ready()).toEqual({ ok: true });\n  await service.stop();\n});\n`,
    'src/app.module.ts': `import { Module } from '@nestjs/common';\nimport type { Logger } from '@deskstream/kernel';\nimport { LOGGER, mountService } from '@deskstream/platform-nest';\nimport { start${Name} } from './pipeline';\n\n/** Composition root: the only place where adapters are chosen. */\n@Module({\n  providers: [\n    mountService({\n      name: '${name}',\n      inject: [LOGGER],\n      start: (logger: Logger) => start${Name}({ logger }),\n    }),\n  ],\n})\nexport class ${Name}Module {}\n`,
    'src/main.ts': `import { runService } from '@deskstream/platform-nest';\nimport { ${Name}Module } from './app.module';\nimport { ${Name}Config } from './config';\n\nawait runService({ name: '${name}', config: ${Name}Config, module: () => ${Name}Module });\n`,
    'README.md': `# ${name}\n\nWhat it does, in one sentence, and what it never does.\n\n\`\`\`sh\nnode dist/apps/${name}/main.js --help\n\`\`\`\n\nNot for: what a reader could mistake it for.\n`,
  };
  for (const [file, text] of Object.entries(files)) tree.write(`${root}/${file}`, text);
};

const begin = (tree, { project, root, alias, projectType, tags }) => {
  const name = `@deskstream/${alias}`;
  const { compilerOptions } = readJson(tree, 'tsconfig.base.json');
  if (tree.exists(root) || compilerOptions.paths?.[name])
    throw new Error(`${project} exists already, in ${root}.`);
  writeJson(tree, `${root}/project.json`, {
    name: project,
    $schema: `${'../'.repeat(root.split('/').length)}node_modules/nx/schemas/project-schema.json`,
    sourceRoot: `${root}/src`,
    projectType,
    tags,
  });
  updateJson(tree, 'tsconfig.base.json', (json) => {
    json.compilerOptions.paths = {
      ...json.compilerOptions.paths,
      [name]: [`./${root}/src/index.ts`],
    };
    return json;
  });
};

const isName = (text) => /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(text ?? '');
const pascal = (name) =>
  name
    .split('-')
    .map((part) => part[0].toUpperCase() + part.slice(1))
    .join('');
const camel = (name) => pascal(name).replace(/^./, (first) => first.toLowerCase());
