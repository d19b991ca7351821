import { readFileSync } from 'node:fs';
import { hasCode, isoTime, isRecord, messageOf } from '@deskstream/kernel';
import type { PutOutcome, SettingsVersion, WriteOptions } from '@deskstream/platform-settings';
import { describeProblems, diffSettings, maskedSettings } from '@deskstream/platform-settings';
import { parse, stringify } from 'yaml';
import { CommandError, EXIT } from '../cli/command-error';
import type { Output } from '../cli/output';
import type { Installation } from '../installation/open-installation';
import { workspaceOf } from './workspace-of';

export interface SettingsRequest {
  readonly workspace: string;
  readonly action: string;
  readonly values: readonly string[];
  readonly by: string;
  readonly reason: string;
  /** The version the change was made from; the one in force without it. */
  readonly expect?: number;
  readonly dryRun: boolean;
}

type Settings = Installation['settings'];
type Action = (settings: Settings, output: Output, request: SettingsRequest) => Promise<void>;

/** Looks at and changes the settings of one workspace. Secrets are shown by their masks. */
export const settings = async (
  on: Pick<Installation, 'settings'>,
  output: Output,
  request: SettingsRequest,
): Promise<void> => {
  const action = ACTIONS[request.action];
  if (action === undefined)
    throw new CommandError(
      `"${request.action}": expected ${Object.keys(ACTIONS).join(', ')}.`,
      EXIT.usage,
    );
  await action(on.settings, output, request);
};

const get: Action = async (on, output, { workspace, values: [version] }) => {
  const now = workspaceOf(on, workspace);
  const shown = version === undefined ? now : versionOf(on, workspace, numberOf(version));
  const view = { ...maskedSettings(shown), version: shown.version, change: shown.change };
  output.value(view);
  const { change, ...document } = view;
  const { at, changedBy, reason } = change;
  output.line(`# ${isoTime(at)} by ${changedBy}${reason === '' ? '' : `: ${oneLine(reason)}`}`);
  output.line(stringify(document).trimEnd());
};

const set: Action = async (on, output, request) => {
  const [file] = request.values;
  if (file === undefined)
    throw new CommandError(
      'settings <workspace> set <file>: expected a YAML or JSON file, "-" reads it from stdin.',
      EXIT.usage,
    );
  const { version, change: _, ...draft } = documentOf(file);
  const before = on.current(request.workspace);
  const made = typeof version === 'number' ? version : (before?.version ?? 0);
  const options = optionsOf(request, made);
  tell(output, before, await on.put({ workspace: request.workspace, ...draft }, options), request);
};

const history: Action = async (on, output, { workspace }) => {
  workspaceOf(on, workspace);
  const versions = on.history(workspace);
  const rows = versions.map((each, index) => ({
    version: each.version,
    at: isoTime(each.change.at),
    by: each.change.changedBy,
    reason: oneLine(each.change.reason),
    changed: diffSettings(versions[index - 1] ?? null, each).length,
  }));
  for (const row of rows) output.value(row);
  output.table(rows);
};

const diff: Action = async (on, output, { workspace, values: [first, second] }) => {
  const to = second === undefined ? workspaceOf(on, workspace).version : numberOf(second);
  const from = first === undefined ? to - 1 : numberOf(first);
  const before = from === 0 ? null : versionOf(on, workspace, from);
  const changes = diffSettings(before, versionOf(on, workspace, to));
  output.value({ from, to, changes });
  tellChanges(output, changes);
};

const rollback: Action = async (on, output, request) => {
  const before = workspaceOf(on, request.workspace);
  const version = numberOf(request.values[0] ?? '');
  const options = optionsOf(request, before.version);
  tell(output, before, await on.rollBack(request.workspace, version, options), request);
};

const ACTIONS: Readonly<Record<string, Action>> = { get, set, history, diff, rollback };

const optionsOf = (
  { expect, by, reason, dryRun }: SettingsRequest,
  seen: number,
): WriteOptions => ({ expectedVersion: expect ?? seen, changedBy: by, reason, dryRun });

const tell = (
  output: Output,
  before: SettingsVersion | null,
  outcome: PutOutcome,
  { workspace, dryRun }: SettingsRequest,
): void => {
  if (outcome.kind === 'refused')
    throw new CommandError(describeProblems(outcome.problems).replaceAll('; ', '\n'), EXIT.failed);
  if (outcome.kind === 'conflict')
    throw new CommandError(
      `Version ${outcome.current} of ${workspace} is in force, which is not the one the change was made from. Look at it and save again.`,
      EXIT.conflict,
    );
  const { version } = outcome.settings;
  const changes = diffSettings(before, outcome.settings);
  output.value({ workspace, outcome: outcome.kind, dryRun, version, changes });
  tellChanges(output, changes);
  if (outcome.kind === 'unchanged') output.line(`Version ${version} says this already.`);
  else output.line(dryRun ? `Would be version ${version}.` : `Version ${version} is in force.`);
};

const tellChanges = (output: Output, changes: ReturnType<typeof diffSettings>): void => {
  output.table(
    changes.map(({ field, from, to }) => ({
      field,
      from: JSON.stringify(from),
      to: JSON.stringify(to),
    })),
  );
};

const versionOf = (on: Settings, workspace: string, version: number): SettingsVersion => {
  const last = workspaceOf(on, workspace).version;
  const found = on.at(workspace, version);
  if (found !== null) return found;
  throw new CommandError(
    `No version ${version} of ${workspace}: expected 1 to ${last}.`,
    EXIT.notFound,
  );
};

const numberOf = (text: string): number => {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new CommandError(`"${text}" is not a version: expected a number.`, EXIT.usage);
};

const documentOf = (file: string): Readonly<Record<string, unknown>> => {
  try {
    const document = parse(readFileSync(file === '-' ? 0 : file, 'utf8')) as unknown;
    if (isRecord(document)) return document;
  } catch (error) {
    const because = hasCode(error, 'ENOENT') ? 'there is no such file' : messageOf(error);
    throw new CommandError(`${file}: ${oneLine(because)}`, EXIT.usage);
  }
  throw new CommandError(`${file}: expected rules and connections of a workspace.`, EXIT.usage);
};

const oneLine = (text: string): string => text.split('\n')[0] ?? '';
