import { readFileSync } from 'node:fs';
import { messageOf } from '@deskstream/kernel';
import { describeProblems, problemsOf } from '@deskstream/platform-settings';
import type { RulesPatch } from '@deskstream/port-settings';
import { parse } from 'yaml';
import { CommandError, EXIT } from '../cli/command-error';

export interface PatchSources {
  /** YAML or JSON with any part of the rules, as they stand in a workspace's settings. */
  readonly settings?: string;
  /** `path=value`, as in `waitMs.email=10000`. */
  readonly rule: readonly string[];
}

/** What is different of the rules; unknown names and wrong values are refused, all at once. */
export const rulesChange = ({ settings, rule }: PatchSources): RulesPatch => {
  const patch: Tree = settings === undefined ? {} : rulesOfFile(settings);
  for (const each of rule) set(patch, each);
  const problems = problemsOf({ workspace: 'what-if', connections: [], rules: patch });
  if (problems.length > 0) throw new CommandError(describeProblems(problems), EXIT.usage);
  return patch;
};

type Tree = Record<string, unknown>;

const rulesOfFile = (path: string): Tree => {
  const content = parsed(path);
  const rules = isTree(content) && isTree(content['rules']) ? content['rules'] : content;
  if (isTree(rules)) return structuredClone(rules);
  throw new CommandError(
    `${path}: expected rules by name, as in "handleUnassigned: true".`,
    EXIT.usage,
  );
};

const parsed = (path: string): unknown => {
  try {
    return parse(readFileSync(path, 'utf8')) as unknown;
  } catch (error) {
    throw new CommandError(`${path}: ${messageOf(error).split('\n')[0] ?? ''}`, EXIT.usage);
  }
};

const set = (patch: Tree, rule: string): void => {
  const [, path = '', value = ''] = /^([\w.]+)=(.*)$/s.exec(rule) ?? [];
  const names = path.split('.');
  const last = names.pop() ?? '';
  if (last === '')
    throw new CommandError(
      `--rule ${rule}: expected path=value, as in waitMs.email=10000.`,
      EXIT.usage,
    );
  let at = patch;
  for (const name of names) {
    const below = at[name];
    at = isTree(below) ? below : (at[name] = {});
  }
  at[last] = parse(value) as unknown;
};

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
