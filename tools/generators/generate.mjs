// npm run generate -- library adapters/vendor-front | app my-service
import { FsTree, flushChanges } from 'nx/src/generators/tree.js';
import { join } from 'node:path';
import { appGenerator, libraryGenerator } from './project.mjs';

const root = join(import.meta.dirname, '../..');
const [kind, path] = process.argv.slice(2);
const generator = { library: libraryGenerator, app: appGenerator }[kind];
if (!generator || !path) {
  console.error(
    'usage: npm run generate -- library <adapters|ports|platform|testing>/<name> | app <name>',
  );
  process.exit(2);
}
try {
  const tree = new FsTree(root, false);
  generator(tree, { path });
  const changes = tree.listChanges();
  flushChanges(root, changes);
  for (const { type, path: file } of changes) console.log(`${type} ${file}`);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
