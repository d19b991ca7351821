// Bundles every app that has a main.ts into dist/apps/<app>/main.js (our code in, packages out).
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { build as buildPage } from 'vite';
import { buildWidget } from './build-widget.mjs';
import { checkBudget } from './console-budget.mjs';
import { precompress } from './precompress.mjs';

const root = join(import.meta.dirname, '..');
const apps = readdirSync(join(root, 'apps')).filter((app) =>
  existsSync(join(root, 'apps', app, 'src/main.ts')),
);

await build({
  absWorkingDir: root,
  entryPoints: [
    ...apps.map((app) => ({ in: `apps/${app}/src/main.ts`, out: `${app}/main` })),
    // Started by the services as a thread, found one folder above their code.
    { in: 'libs/adapters/embeddings-onnx/src/child.ts', out: 'embeddings-child' },
  ],
  outdir: 'dist/apps',
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node22',
  sourcemap: true,
  splitting: true,
  chunkNames: 'chunks/[hash]',
  tsconfig: 'tsconfig.base.json',
  loader: { '.sql': 'text', '.html': 'text', '.md': 'text' },
  logLevel: 'warning',
});

await buildPage({ configFile: join(root, 'apps/console/vite.config.mjs'), logLevel: 'warn' });
const pages = join(root, 'dist/apps/console');
console.log(checkBudget(pages));
await precompress(pages);

await buildPage({
  configFile: join(root, 'apps/console/vite.viewer.config.mjs'),
  logLevel: 'warn',
});

const size = await buildWidget(root);
console.log(`widget.js: ${(size / 1024).toFixed(1)} KB gzipped`);
