import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { EvaluationCase } from '@deskstream/conversation-what-if';
import { EvaluationSet } from '@deskstream/conversation-what-if';
import { messageOf } from '@deskstream/kernel';
import { Compile } from 'typebox/compile';
import { parse, parseDocument } from 'yaml';
import { CommandError, EXIT } from '../cli/command-error';

const validator = Compile(EvaluationSet);

/** A set as YAML or JSON; what is wrong with it is told with its place. */
export const readSet = (path: string): EvaluationSet => {
  const content = parsed(path);
  if (validator.Check(content)) return content;
  const [first] = validator.Errors(content);
  throw new CommandError(
    `${path}: ${first?.instancePath || '/'} ${first?.message ?? 'is not an evaluation set'}.`,
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

const parsed = (path: string): unknown => {
  try {
    return parse(readFileSync(path, 'utf8')) as unknown;
  } catch (error) {
    throw new CommandError(`${path}: ${messageOf(error).split('\n')[0] ?? ''}`, EXIT.usage);
  }
};
