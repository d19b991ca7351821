import { readFileSync } from 'node:fs';
import { listSessions, openDataSource } from '@deskstream/app-audit';
import { auditSchemaOf } from '@deskstream/composition';
import { isRecord, messageOf } from '@deskstream/kernel';
import { parse } from 'yaml';
import { CommandError, EXIT } from '../cli/command-error';
import type { Installation } from '../installation/open-installation';
import { sessionKeyOf } from './session-key';

/** Sessions named on the command line, found by a query, listed in a file, or all. */
export interface SessionChoice {
  readonly sessions: readonly string[];
  readonly query?: string;
  readonly set?: string;
  readonly all?: boolean;
  readonly workspace?: string;
  readonly limit: number;
}

const PAGE = 200;

/** Their keys, the latest first where they are found by a query. Refuses a choice of nothing. */
export const chosenSessions = async (
  installation: Installation,
  choice: SessionChoice,
): Promise<readonly string[]> => {
  const { sessions, set } = choice;
  const isSearch = choice.query !== undefined || choice.all === true;
  const named = [...sessions.map(sessionKeyOf), ...(set === undefined ? [] : keysOfFile(set))];
  if (!isSearch && named.length === 0)
    throw new CommandError(
      'Which sessions? Name them, or choose with --query <text>, --set <file> or --all.',
      EXIT.usage,
    );
  const found = isSearch ? await listed(installation, choice) : [];
  const keys = [...new Set([...named, ...found])].slice(0, choice.limit);
  if (keys.length === 0) throw new CommandError('No session fits.', EXIT.notFound);
  return keys;
};

const listed = async (
  installation: Installation,
  { query, workspace, limit }: SessionChoice,
): Promise<readonly string[]> => {
  const dataSource = await openDataSource(installation.databaseUrl, auditSchemaOf(installation));
  const keys: string[] = [];
  try {
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listSessions>> = await listSessions(dataSource, {
        limit: Math.min(PAGE, limit - keys.length),
        ...(query === undefined ? {} : { q: query }),
        ...(workspace === undefined ? {} : { workspace }),
        ...(cursor === null ? {} : { cursor }),
      });
      keys.push(...page.items.map(({ key }) => key));
      cursor = page.next;
    } while (cursor !== null && keys.length < limit);
  } finally {
    await dataSource.destroy();
  }
  return keys;
};

/** An evaluation set, or a list of sessions, as YAML or JSON; or one session a line. */
const keysOfFile = (path: string): readonly string[] => {
  const content = parsed(path);
  const list: unknown = isRecord(content) ? content['cases'] : content;
  const lines: unknown = typeof list === 'string' ? list.split(/\s+/).filter(Boolean) : list;
  if (!Array.isArray(lines))
    throw new CommandError(
      `${path}: expected a list of sessions, or "cases:" with one.`,
      EXIT.usage,
    );
  return lines.map((line: unknown) =>
    sessionKeyOf(String(isRecord(line) ? (line['session'] ?? '') : line)),
  );
};

const parsed = (path: string): unknown => {
  try {
    return parse(readFileSync(path, 'utf8')) as unknown;
  } catch (error) {
    throw new CommandError(`${path}: ${messageOf(error).split('\n')[0] ?? ''}`, EXIT.usage);
  }
};
