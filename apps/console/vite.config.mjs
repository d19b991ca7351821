import react from '@vitejs/plugin-react';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vite';

const root = join(import.meta.dirname, '../..');
const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.base.json'), 'utf8'));

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  resolve: {
    alias: Object.entries(compilerOptions.paths).map(([find, [path]]) => ({
      find: new RegExp(`^${find}$`),
      replacement: join(root, path),
    })),
  },
  build: { outDir: join(root, 'dist/apps/console'), emptyOutDir: true, manifest: true },
  server: { proxy: { '/api': 'http://127.0.0.1:4000' } },
});
