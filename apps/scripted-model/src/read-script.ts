import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { InfraError, messageOf } from '@deskstream/kernel';
import { parseScript } from '@deskstream/reasoning-script';
import type { Script } from '@deskstream/reasoning-script';

/** A script in YAML or JSON. `SCRIPTED_MODEL.SCRIPT` names the file and everything that is wrong. */
export const readScript = (path: string): Script => {
  const parsed = parseScript(contentOf(path));
  if (parsed.ok) return parsed.script;
  throw refused(path, parsed.problems.join('\n  '));
};

const contentOf = (path: string): unknown => {
  try {
    return parse(readFileSync(path, 'utf8')) as unknown;
  } catch (error) {
    throw refused(path, messageOf(error).split('\n')[0] ?? '');
  }
};

const refused = (path: string, because: string): InfraError =>
  new InfraError('SCRIPTED_MODEL.SCRIPT', `Script ${path}:\n  ${because}`, false);
