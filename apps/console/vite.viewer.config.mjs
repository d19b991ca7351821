import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { defineConfig, mergeConfig } from 'vite';
import { base, root } from './vite.base.mjs';

/** The page of an exported session: everything in one file, which may load and reach nothing. */
export default mergeConfig(
  base,
  defineConfig({
    root: join(import.meta.dirname, 'viewer'),
    publicDir: false,
    plugins: [oneFile()],
    build: {
      outDir: join(root, 'dist/apps/viewer'),
      emptyOutDir: true,
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      cssCodeSplit: false,
      modulePreload: false,
      rolldownOptions: { output: { codeSplitting: false } },
    },
  }),
);

function oneFile() {
  return {
    name: 'one-file',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const files = Object.values(bundle);
      const code = files
        .flatMap((file) => (file.type === 'chunk' ? [file.code] : []))
        .join('\n')
        .replaceAll('</script', '<\\/script');
      const css = files
        .flatMap((file) => (file.fileName.endsWith('.css') ? [String(file.source)] : []))
        .join('\n');
      const page = files.find(({ fileName }) => fileName.endsWith('.html'));
      const without = String(page.source)
        .replace(/\s*<script type="module"[^>]*><\/script>/, '')
        .replace(/\s*<link rel="stylesheet"[^>]*>/, '');
      const hash = createHash('sha256').update(code).digest('base64');
      const policy = `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'`;
      page.source = without
        .replace(
          '<meta charset="utf-8" />',
          () =>
            `<meta charset="utf-8" />\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`,
        )
        .replace('</head>', () => `  <style>${css}</style>\n  </head>`)
        .replace('</body>', () => `  <script type="module">${code}</script>\n  </body>`);
      for (const { fileName } of files) if (fileName !== page.fileName) delete bundle[fileName];
    },
  };
}
