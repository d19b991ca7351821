import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Trial, TrialKind } from '../trial';

/** The schema of audit, whose migrations make the tables. */
export type TrialSource = Pick<DataSource, 'query' | 'transaction'>;

export interface NewTrial extends Pick<Trial, 'kind' | 'title' | 'createdBy' | 'set'> {
  readonly asked: object;
  readonly items: readonly string[];
}

/** With its outcome once it is done, and what it was asked. */
export interface FoundTrial extends Trial {
  readonly outcome: unknown;
  readonly asked: unknown;
}

/** Older ones of a kind are forgotten, but those of evaluation sets: they are figures over time. */
const KEPT = 100;

const COLUMNS = `id, kind, title, total, done, state, because, created_by as "createdBy",
  created_at::float8 as "createdAt", ended_at::float8 as "endedAt", set_name as "set"`;

export const createTrial = async (
  source: TrialSource,
  trial: NewTrial,
  at: number,
): Promise<Trial> => {
  const id = randomUUID();
  const { kind, title, asked, items, createdBy, set } = trial;
  await source.query(
    `insert into trial (id, kind, title, asked, items, total, created_by, created_at, set_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[id, kind, title, JSON.stringify(asked), JSON.stringify(items), items.length],
      ...[createdBy, at, set],
    ],
  );
  await source.query(
    `delete from trial where kind = 'what-if' and state not in ('waiting', 'running') and id not in
       (select id from trial where kind = 'what-if' order by created_at desc limit ${KEPT})`,
  );
  return {
    ...{ id, kind, title, createdBy, set, total: items.length, done: 0 },
    ...{ state: 'waiting', because: null, createdAt: at, endedAt: null },
  };
};

export const listTrials = (
  source: TrialSource,
  kind: TrialKind,
  set: string | null = null,
): Promise<readonly Trial[]> =>
  source.query(
    `select ${COLUMNS} from trial where kind = $1 and ($2::text is null or set_name = $2)
     order by created_at desc limit ${KEPT}`,
    [kind, set],
  );

/** Figures over time, the oldest first. */
export const outcomesOf = (
  source: TrialSource,
  set: string,
): Promise<readonly { readonly id: string; readonly figures: unknown }[]> =>
  source.query(
    `select id, outcome->'figures' as figures from
       (select * from trial where kind = 'evaluation' and set_name = $1 and state = 'done'
        order by created_at desc limit ${KEPT}) latest
     order by created_at`,
    [set],
  );

export const findTrial = async (
  source: TrialSource,
  kind: TrialKind,
  id: string,
): Promise<FoundTrial | null> => {
  const [found] = await source.query<FoundTrial[]>(
    `select ${COLUMNS}, outcome, asked from trial where kind = $1 and id = $2`,
    [kind, id],
  );
  return found ?? null;
};

/** `stopped` keeps what was done; `waiting` goes on from there, and whoever was at it is at it no more. */
export const turnTrial = async (
  source: TrialSource,
  id: string,
  to: 'stopped' | 'waiting',
): Promise<void> => {
  const from = to === 'stopped' ? ['waiting', 'running'] : ['stopped', 'failed'];
  await source.query(
    `update trial set state = $2, because = null, ended_at = null, lease_until = 0, claims = 0,
       held_by = case when $2 = 'stopped' then held_by end
     where id = $1 and state = any($3)`,
    [id, to, from],
  );
};
