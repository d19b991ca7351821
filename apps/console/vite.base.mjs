import react from '@vitejs/plugin-react';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vite';

export const root = join(import.meta.dirname, '../..');
const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.base.json'), 'utf8'));

/** Modules that do nothing but export: what is not used of them is left out. */
const PURE = /^(?!.*node_modules).*\/libs\/|\/node_modules\/typebox\//;

/** What the console and the viewer of exported sessions have in common. */
export const base = defineConfig({
  plugins: [react()],
  resolve: {
    alias: Object.entries(compilerOptions.paths).map(([find, [path]]) => ({
      find: new RegExp(`^${find}$`),
      replacement: join(root, path),
    })),
  },
  build: {
    rolldownOptions: {
      // A page that folds events needs none of their schemas.
      treeshake: { moduleSideEffects: [{ test: PURE, sideEffects: false }] },
    },
  },
});
