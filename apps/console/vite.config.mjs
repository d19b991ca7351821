import { join } from 'node:path';
import { defineConfig, mergeConfig } from 'vite';
import { base, root } from './vite.base.mjs';

/** What every page needs, packages and ours; dialogs come when one is opened. */
const GROUPS = [
  { name: 'vendor', test: /node_modules\/(react|react-dom|scheduler|react-router|@tanstack)\// },
  { name: 'ui', test: /apps\/console\/src\/(api|ui)\/(?!modal-dialog)/ },
];

export default mergeConfig(
  base,
  defineConfig({
    root: import.meta.dirname,
    build: {
      outDir: join(root, 'dist/apps/console'),
      emptyOutDir: true,
      manifest: true,
      rolldownOptions: {
        input: ['index.html', 'session.html'].map((page) => join(import.meta.dirname, page)),
        // Few files: a browser asks for six at a time.
        output: { codeSplitting: { groups: GROUPS } },
      },
    },
    server: { proxy: { '/api': 'http://127.0.0.1:4000' } },
  }),
);
