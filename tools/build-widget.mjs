// Bundles the web chat's widget into one script and refuses one that has grown beyond its bound.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const MAX_GZIP = 10 * 1024;

/** Size of what was written to `outfile`, in bytes after gzip. */
export const buildWidget = async (root, outfile = join(root, 'dist/apps/web-chat/widget.js')) => {
  await build({
    absWorkingDir: root,
    entryPoints: ['apps/web-chat/widget/widget.ts'],
    outfile,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    tsconfig: 'tsconfig.base.json',
    logLevel: 'warning',
  });
  const size = gzipSync(readFileSync(outfile)).length;
  if (size > MAX_GZIP) throw new Error(`widget.js is ${size} bytes gzipped; ${MAX_GZIP} at most`);
  return size;
};

if (import.meta.filename === process.argv[1]) {
  const size = await buildWidget(join(import.meta.dirname, '..'), process.argv[2]);
  console.log(`widget.js: ${(size / 1024).toFixed(1)} KB gzipped`);
}
