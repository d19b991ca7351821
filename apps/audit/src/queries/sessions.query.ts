import type { DataSource } from 'typeorm';
import type { SessionSummary } from '@deskstream/conversation-read-models';

export interface SessionQuery {
  readonly workspace?: string;
  /** Session key, vendor conversation id, delivery id, e-mail address, or part of the customer's name or last text. */
  readonly q?: string;
  readonly owner?: string;
  readonly status?: string;
  readonly limit: number;
  /** `q` finds by ids alone: for somebody who may not see texts, neither by guessing. */
  readonly onlyIds?: boolean;
  /** As `next` of the page before. */
  readonly cursor?: string;
}

export interface SessionItem {
  readonly key: string;
  readonly workspace: string;
  readonly vendor: string;
  readonly conversation: string;
  readonly summary: SessionSummary;
}

export interface SessionPage {
  readonly items: readonly SessionItem[];
  readonly next: string | null;
}

/** Newest first; the cursor keeps its place while new sessions arrive. */
export const listSessions = async (
  dataSource: DataSource,
  query: SessionQuery,
): Promise<SessionPage> => {
  const [at, key] = cursorOf(query.cursor);
  const rows = await dataSource.query<(SessionItem & { last_at: string })[]>(
    `select key, workspace, vendor, conversation, summary, last_at
     from session s
     where ($1::text is null or workspace = $1)
       and ($2::text is null or owner = $2)
       and ($3::text is null or status = $3)
       and ($4::text is null or key = $4 or conversation = $4
            or key in (select d.key from delivery d where d.id = $4)
            or not $9::boolean and (summary->>'customer' ilike $5
              or summary->>'lastText' ilike $5 or lower(summary->>'email') = lower($4)))
       and ($6::bigint is null or (last_at, key) < ($6, $7))
     order by last_at desc, key desc
     limit $8`,
    [
      query.workspace ?? null,
      query.owner ?? null,
      query.status ?? null,
      query.q ?? null,
      likeOf(query.q),
      at,
      key,
      query.limit + 1,
      query.onlyIds === true,
    ],
  );
  const items = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? items.at(-1) : undefined;
  return {
    items: items.map(({ last_at: _, ...item }) => item),
    next:
      last === undefined
        ? null
        : Buffer.from(JSON.stringify([last.last_at, last.key])).toString('base64url'),
  };
};

export const findSession = async (
  dataSource: DataSource,
  key: string,
): Promise<SessionItem | null> => {
  const [item] = await dataSource.query<SessionItem[]>(
    'select key, workspace, vendor, conversation, summary from session where key = $1',
    [key],
  );
  return item ?? null;
};

const likeOf = (q = ''): string => `%${q.replace(/[\\%_]/g, '\\$&')}%`;

/** A cursor that nobody gave out starts at the first page. */
const cursorOf = (cursor: string | undefined): readonly [string | null, string | null] => {
  if (cursor === undefined) return [null, null];
  try {
    const [at, key] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
    return /^\d{1,15}$/.test(String(at)) ? [String(at), String(key)] : [null, null];
  } catch {
    return [null, null];
  }
};
