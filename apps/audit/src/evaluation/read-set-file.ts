import type { EvaluationCase } from '@deskstream/conversation-what-if';
import { EvaluationSet } from '@deskstream/conversation-what-if';
import { messageOf } from '@deskstream/kernel';
import type { Problem, Schema } from '@deskstream/platform-settings';
import { explain } from '@deskstream/platform-settings';
import { Compile } from 'typebox/compile';
import type { Document } from 'yaml';
import { isMap, isNode, LineCounter, parseDocument } from 'yaml';

/** What is wrong in a file, and in which line (from 1). */
export interface FileProblem extends Problem {
  readonly line: number;
}

export type SetFile =
  | { readonly kind: 'read'; readonly set: EvaluationSet }
  | { readonly kind: 'wrong'; readonly problems: readonly FileProblem[] };

const MOST_PROBLEMS = 50;

/** An evaluation set as YAML or JSON. Never throws; every problem has its line. */
export const readSetFile = (text: string): SetFile => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const read = contentOf(document);
  if (read.kind === 'wrong') return read;
  const { content } = read;
  const found = problemsOf(content);
  return found.length === 0
    ? { kind: 'read', set: content as EvaluationSet }
    : wrong(found.map((problem) => ({ ...problem, line: lineOf(document, lines, problem.field) })));
};

const problemsOf = (content: unknown): readonly Problem[] => {
  const problems = explain(SCHEMA, content, { path: [] }).filter(isProblem);
  if (problems.length > 0) return problems;
  return validator.Check(content) ? twice(content.cases) : otherwise(content);
};

/** What only the schema itself knows. */
const otherwise = (content: unknown): readonly Problem[] => {
  const [first] = validator.Errors(content);
  const field = first?.instancePath.slice(1).replaceAll('/', '.') || 'the document';
  return [{ field, expected: 'an evaluation set', found: first?.message ?? 'another shape' }];
};

const validator = Compile(EvaluationSet);

type Content = { readonly kind: 'parsed'; readonly content: unknown };

const contentOf = (document: Document.Parsed): Content | Extract<SetFile, { kind: 'wrong' }> => {
  const [unreadable] = document.errors;
  if (unreadable !== undefined)
    return noDocument(unreadable.message.split('\n')[0] ?? '', unreadable.linePos?.[0].line);
  try {
    const content: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    return JSON.stringify(content ?? null).includes(NUL)
      ? noDocument('a NUL character')
      : { kind: 'parsed', content };
  } catch (error) {
    return noDocument(messageOf(error));
  }
};

const noDocument = (found: string, line = 1) =>
  wrong([{ field: 'the document', expected: 'YAML or JSON', found, line }]);

const NUL = '\\u0000';
const SCHEMA = JSON.parse(JSON.stringify(EvaluationSet)) as Schema;
const MOST_ALIASES = 100;

const wrong = (problems: readonly FileProblem[]): Extract<SetFile, { kind: 'wrong' }> => ({
  kind: 'wrong',
  problems: [...problems].sort((one, other) => one.line - other.line).slice(0, MOST_PROBLEMS),
});

/** What happened is kept as it was recorded: fields of other versions are let be, and editors may name a schema. */
const isProblem = ({ field, expected }: Problem): boolean =>
  expected !== 'no such field' || !(field === '$schema' || /^cases\.\d+\.given\./.test(field));

const twice = (cases: readonly EvaluationCase[]): readonly Problem[] =>
  cases.flatMap(({ id }, place) =>
    cases.findIndex((each) => each.id === id) === place
      ? []
      : [{ field: `cases.${place}.id`, expected: 'a name of its own', found: `${id} again` }],
  );

/** Of the field; of what should have it where it is missing. */
const lineOf = (document: Document, lines: LineCounter, field: string): number => {
  const path = field === 'the document' ? [] : field.split('.');
  for (let depth = path.length; depth > 0; depth -= 1) {
    const offset = offsetOf(document, path.slice(0, depth));
    if (offset !== null) return lines.linePos(offset).line;
  }
  return 1;
};

/** Where the name of a field stands, or an item of a list. */
const offsetOf = (document: Document, path: readonly string[]): number | null => {
  const parent: unknown =
    path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  const name = path.at(-1) ?? '';
  const node: unknown = isMap(parent)
    ? parent.items.find(({ key }) => String(key) === name)?.key
    : document.getIn(path, true);
  return isNode(node) ? (node.range?.[0] ?? null) : null;
};
