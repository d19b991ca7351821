// Renders every overlay with kustomize and judges what comes out. Needs kubectl or kustomize.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { problemsOf } from './k8s/policies.mjs';

const overlays = join(import.meta.dirname, '../k8s/overlays');

const render = (path) => {
  for (const [command, args] of [
    ['kubectl', ['kustomize', path]],
    ['kustomize', ['build', path]],
  ]) {
    const { error, status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
    if (error) continue;
    if (status !== 0) throw new Error(`${path} does not render: ${stderr.trim()}`);
    return parseAllDocuments(stdout).map((document) => document.toJS());
  }
  throw new Error(
    'Neither kubectl nor kustomize is installed; one of them is needed to render the overlays.',
  );
};

const found = readdirSync(overlays).flatMap((overlay) => {
  const objects = render(join(overlays, overlay));
  const problems = problemsOf(objects);
  console.log(`k8s/overlays/${overlay}: ${objects.length} objects, ${problems.length} problems`);
  return problems.map((problem) => `k8s/overlays/${overlay}: ${problem}`);
});

for (const problem of found) console.error(problem);
process.exit(found.length > 0 ? 1 : 0);
