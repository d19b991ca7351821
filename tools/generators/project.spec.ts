import { readJson } from '@nx/devkit';
import type { Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { appGenerator, libraryGenerator } from './project.mjs';

const workspace = (): Tree => {
  const tree = createTreeWithEmptyWorkspace();
  tree.write('tsconfig.base.json', JSON.stringify({ compilerOptions: { paths: {} } }));
  return tree;
};

it('makes a library with tags, alias, README, index and a first test', () => {
  const tree = workspace();
  libraryGenerator(tree, { path: 'adapters/vendor-front' });
  expect(readJson(tree, 'libs/adapters/vendor-front/project.json')).toMatchObject({
    name: 'adapter-vendor-front',
    tags: ['type:adapter', 'scope:shared', 'runtime:node'],
  });
  expect(readJson(tree, 'tsconfig.base.json')).toMatchObject({
    compilerOptions: {
      paths: { '@deskstream/adapter-vendor-front': ['./libs/adapters/vendor-front/src/index.ts'] },
    },
  });
  for (const file of [
    'README.md',
    'src/index.ts',
    'src/vendor-front.ts',
    'src/vendor-front.spec.ts',
  ])
    expect(tree.exists(`libs/adapters/vendor-front/${file}`)).toBe(true);
});

it('makes an app with the five parts of a service', () => {
  const tree = workspace();
  appGenerator(tree, { path: 'greeter' });
  for (const file of [
    'main.ts',
    'app.module.ts',
    'config.ts',
    'pipeline.ts',
    'pipeline.spec.ts',
    'index.ts',
  ])
    expect(tree.exists(`apps/greeter/src/${file}`)).toBe(true);
});

it.each(['vendor-front', 'elsewhere/x', 'adapters/Upper', 'adapters/a/b'])('refuses %s', (path) => {
  expect(() => libraryGenerator(workspace(), { path })).toThrow(/Expected/);
});

it('refuses to overwrite', () => {
  const tree = workspace();
  appGenerator(tree, { path: 'greeter' });
  expect(() => appGenerator(tree, { path: 'greeter' })).toThrow(/exists already/);
});
