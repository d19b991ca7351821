import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readSetFile } from '@deskstream/app-audit';
import type { EvaluationCase, EvaluationSet } from '@deskstream/conversation-what-if';
import { messageOf } from '@deskstream/kernel';
import { parseDocument } from 'yaml';
import { CommandError, EXIT } from '../cli/command-error';

/** A set as YAML or JSON; what is wrong with it is told with its line. */
export const readSet = (path: string): EvaluationSet => {
  const file = readSetFile(textOf(path));
  if (file.kind === 'read') return file.set;
  throw new CommandError(
    file.problems
      .map(
        ({ line, field, expected, found }) =>
          `${path}:${line}: ${field}: expected ${expected}, found ${found}`,
      )
      .join('\n'),
    EXIT.usage,
  );
};

/** Adds a case, or replaces the one of the same id; comments of the file stay. */
export const addCase = (
  path: string,
  added: EvaluationCase,
  name: string,
): 'added' | 'replaced' => {
  if (!existsSync(path))
    writeFileSync(path, `version: 1\nname: ${JSON.stringify(name)}\ncases: []\n`);
  const set = readSet(path);
  const place = set.cases.findIndex(({ id }) => id === added.id);
  const document = parseDocument(readFileSync(path, 'utf8'));
  const node = document.createNode(added);
  if (place < 0) document.addIn(['cases'], node);
  else document.setIn(['cases', place], node);
  const cases: unknown = document.get('cases');
  if (typeof cases === 'object' && cases !== null && 'flow' in cases) cases.flow = false;
  writeFileSync(path, document.toString({ lineWidth: 100 }));
  return place < 0 ? 'added' : 'replaced';
};

const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CommandError(`${path}: ${messageOf(error)}`, EXIT.usage);
  }
};
