import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Trial } from './trial';

export interface NewTrial extends Pick<Trial, 'kind' | 'title' | 'createdBy' | 'set'> {
  readonly asked: object;
  readonly items: readonly string[];
}

export interface ClaimedTrial extends Pick<Trial, 'id' | 'kind'> {
  readonly asked: unknown;
  readonly items: readonly string[];
}

/** Older ones of a kind are forgotten, but those of evaluation sets: they are figures over time. */
const KEPT = 100;
const LEASE_MS = 30_000;

const COLUMNS = `id, kind, title, total, done, state, because, created_by as "createdBy",
  created_at::float8 as "createdAt", ended_at::float8 as "endedAt", set_name as "set"`;

export const createTrial = async (
  source: DataSource,
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
  source: DataSource,
  kind: Trial['kind'],
  set: string | null = null,
): Promise<readonly Trial[]> =>
  source.query(
    `select ${COLUMNS} from trial where kind = $1 and ($2::text is null or set_name = $2)
     order by created_at desc limit ${KEPT}`,
    [kind, set],
  );

/** Figures over time, the oldest first. */
export const outcomesOf = (
  source: DataSource,
  set: string,
): Promise<readonly { readonly id: string; readonly figures: unknown }[]> =>
  source.query(
    `select id, outcome->'figures' as figures from
       (select * from trial where kind = 'evaluation' and set_name = $1 and state = 'done'
        order by created_at desc limit ${KEPT}) latest
     order by created_at`,
    [set],
  );

/** With its outcome once it is done, and what it was asked. */
export const findTrial = async (
  source: DataSource,
  kind: Trial['kind'],
  id: string,
): Promise<(Trial & { readonly outcome: unknown; readonly asked: unknown }) | null> => {
  const [found] = await source.query<(Trial & { outcome: unknown; asked: unknown })[]>(
    `select ${COLUMNS}, outcome, asked from trial where kind = $1 and id = $2`,
    [kind, id],
  );
  return found ?? null;
};

/** `stopped` keeps what was done; `waiting` goes on from there. */
export const turnTrial = async (
  source: DataSource,
  id: string,
  to: 'stopped' | 'waiting',
): Promise<void> => {
  const from = to === 'stopped' ? ['waiting', 'running'] : ['stopped', 'failed'];
  await source.query(
    `update trial set state = $2, because = null, lease_until = 0 where id = $1 and state = any($3)`,
    [id, to, from],
  );
};

/** The oldest that nobody is at; a process that died gives up its own after half a minute. */
export const claimTrial = async (source: DataSource, at: number): Promise<ClaimedTrial | null> => {
  const [rows] = await source.query<[ClaimedTrial[], number]>(
    `update trial set state = 'running', lease_until = $2 where id = (
       select id from trial where state in ('waiting', 'running') and lease_until < $1
       order by created_at limit 1 for update skip locked)
     returning id, kind, asked, items`,
    [at, at + LEASE_MS],
  );
  return rows[0] ?? null;
};

/** `false`: it was stopped meanwhile. */
export const renewTrial = async (source: DataSource, id: string, at: number): Promise<boolean> => {
  const [, count] = await source.query<[unknown[], number]>(
    `update trial set lease_until = $2 where id = $1 and state = 'running'`,
    [id, at + LEASE_MS],
  );
  return count === 1;
};

export const releaseTrial = (source: DataSource, id: string): Promise<unknown> =>
  source.query(`update trial set lease_until = 0 where id = $1`, [id]);

export const keepResult = async (
  source: DataSource,
  id: string,
  { item, result }: { readonly item: string; readonly result: object },
): Promise<void> => {
  await source.query(
    `with kept as (insert into trial_result (trial_id, item, result) values ($1, $2, $3)
       on conflict do nothing returning 1)
     update trial set done = done + (select count(*) from kept) where id = $1`,
    [id, item, JSON.stringify(result)],
  );
};

export const resultsOf = (
  source: DataSource,
  id: string,
): Promise<readonly { readonly item: string; readonly result: object }[]> =>
  source.query(`select item, result from trial_result where trial_id = $1`, [id]);

export interface Ended {
  readonly state: 'done' | 'failed';
  readonly at: number;
  readonly because?: string;
  readonly outcome?: object;
}

/** What was kept of each item is in the outcome then; a failed one keeps it, to go on from. */
export const endTrial = (
  source: DataSource,
  id: string,
  { state, at, because, outcome }: Ended,
): Promise<void> =>
  source.transaction(async (manager) => {
    await manager.query(
      `update trial set state = $2, ended_at = $3, because = $4, outcome = $5
       where id = $1 and state = 'running'`,
      [id, state, at, because ?? null, outcome === undefined ? null : JSON.stringify(outcome)],
    );
    if (state === 'done') await manager.query('delete from trial_result where trial_id = $1', [id]);
  });
