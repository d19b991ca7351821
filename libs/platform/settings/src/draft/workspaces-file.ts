import { readFileSync } from 'node:fs';
import { InfraError, messageOf } from '@deskstream/kernel';
import { parse } from 'yaml';
import type { WorkspaceDraft } from './workspace-draft';
import { describeProblems } from './problem';
import { problemsOf } from './workspace-draft';

/**
 * A list of workspaces, or `{ workspaces: [...] }`, as YAML or JSON. `SETTINGS.FILE` names file,
 * field, expectation and finding.
 */
export const loadWorkspacesFile = (path: string): readonly WorkspaceDraft[] => {
  const drafts = listOf(parsed(path));
  if (drafts === null)
    throw refused(path, 'expected a list of workspaces, or "workspaces:" with one');
  drafts.forEach((draft, index) => {
    const problems = problemsOf(draft);
    if (problems.length > 0)
      throw refused(path, `workspace ${index + 1}: ${describeProblems(problems)}`);
  });
  return drafts as readonly WorkspaceDraft[];
};

const parsed = (path: string): unknown => {
  try {
    return parse(readFileSync(path, 'utf8')) as unknown;
  } catch (error) {
    throw refused(path, messageOf(error).split('\n')[0] ?? '', error);
  }
};

const listOf = (value: unknown): readonly unknown[] | null => {
  if (Array.isArray(value)) return value as readonly unknown[];
  const inner: unknown =
    typeof value === 'object' && value !== null && 'workspaces' in value ? value.workspaces : null;
  return Array.isArray(inner) ? (inner as readonly unknown[]) : null;
};

const refused = (path: string, because: string, cause?: unknown): InfraError =>
  new InfraError('SETTINGS.FILE', `Workspaces file ${path}: ${because}`, false, cause);
