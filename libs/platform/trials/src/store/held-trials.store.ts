import { randomUUID } from 'node:crypto';
import type { DoneItem, Trial } from '../trial';
import type { TrialSource } from './trials.store';

/** A trial in the hands of one runner. Whatever it writes names the hold: a later one has it now. */
export interface HeldTrial extends Pick<Trial, 'id' | 'kind'> {
  readonly hold: string;
  readonly asked: unknown;
  readonly items: readonly string[];
}

type Hold = Pick<HeldTrial, 'id' | 'hold'>;

/** Clocks of runners differ: leases are times of the database. */
const NOW = '(extract(epoch from clock_timestamp()) * 1000)::bigint';

/** Takes without anything done in between; whoever takes it next would end in the same way. */
const MOST_CLAIMS = 5;

const WORN_OUT = `Its runner ended ${MOST_CLAIMS} times in the middle of the same item. See the runner's log; it may need more memory. Then go on, or ask for fewer.`;

/** The oldest that nobody is at; that of a runner that died is free once its lease has run out. */
export const claimTrial = async (
  source: TrialSource,
  leaseMs: number,
): Promise<HeldTrial | null> => {
  const free = `state in ('waiting', 'running') and lease_until < ${NOW}`;
  await source.query(
    `update trial set state = 'failed', ended_at = ${NOW}, because = $1
     where ${free} and claims >= ${MOST_CLAIMS}`,
    [WORN_OUT],
  );
  const [rows] = await source.query<[HeldTrial[], number]>(
    `update trial set state = 'running', held_by = $1, lease_until = ${NOW} + $2, claims = claims + 1
     where id = (select id from trial where ${free} order by created_at limit 1 for update skip locked)
     returning id, kind, asked, items, held_by as hold`,
    [randomUUID(), leaseMs],
  );
  return rows[0] ?? null;
};

/** `false`: it was stopped, or another runner has it. */
export const renewTrial = async (
  source: TrialSource,
  { id, hold }: Hold,
  leaseMs: number,
): Promise<boolean> => {
  const [, count] = await source.query<[unknown[], number]>(
    `update trial set lease_until = ${NOW} + $3 where id = $1 and held_by = $2 and state = 'running'`,
    [id, hold, leaseMs],
  );
  return count === 1;
};

/** Another runner may go on at once. */
export const releaseTrial = (source: TrialSource, { id, hold }: Hold): Promise<unknown> =>
  source.query(
    `update trial set lease_until = 0, claims = greatest(claims - 1, 0)
     where id = $1 and held_by = $2 and state = 'running'`,
    [id, hold],
  );

/** Also of a trial that was stopped just now: it may have been paid for. */
export const keepResult = async (
  source: TrialSource,
  { id, hold }: Hold,
  { item, result }: DoneItem,
): Promise<void> => {
  await source.query(
    `with kept as (
       insert into trial_result (trial_id, item, result)
         select id, $3::text, $4::jsonb from trial where id = $1 and held_by = $2
       on conflict do nothing returning 1)
     update trial set done = done + (select count(*) from kept), claims = 0
     where id = $1 and held_by = $2`,
    [id, hold, item, JSON.stringify(result)],
  );
};

export const doneItems = async (source: TrialSource, id: string): Promise<ReadonlySet<string>> => {
  const rows = await source.query<{ item: string }[]>(
    'select item from trial_result where trial_id = $1',
    [id],
  );
  return new Set(rows.map(({ item }) => item));
};

/** In the order of the items. */
export const resultsOf = async (source: TrialSource, id: string): Promise<readonly object[]> => {
  const rows = await source.query<{ result: object }[]>(
    `select r.result from trial t
       cross join jsonb_array_elements_text(t.items) with ordinality as asked (item, place)
       join trial_result r on r.trial_id = t.id and r.item = asked.item
     where t.id = $1 order by asked.place`,
    [id],
  );
  return rows.map(({ result }) => result);
};

export type Ended =
  | { readonly state: 'done'; readonly outcome: object }
  | { readonly state: 'failed'; readonly because: string };

/** What was kept of each item is in the outcome then; a failed one keeps it, to go on from. */
export const endTrial = (source: TrialSource, { id, hold }: Hold, ended: Ended): Promise<void> =>
  source.transaction(async (manager) => {
    const [, count] = await manager.query<[unknown[], number]>(
      `update trial set state = $3, ended_at = ${NOW}, because = $4, outcome = $5
       where id = $1 and held_by = $2 and state = 'running'`,
      [
        ...[id, hold, ended.state, ended.state === 'failed' ? ended.because : null],
        ended.state === 'done' ? JSON.stringify(ended.outcome) : null,
      ],
    );
    if (count === 1 && ended.state === 'done')
      await manager.query('delete from trial_result where trial_id = $1', [id]);
  });

const SEEN_MS = 60_000;

/** A runner that looks for work, so that people are told when there is none. */
export const sawRunner = async (source: TrialSource, id: string): Promise<void> => {
  await source.query(
    `with gone as (delete from trial_runner where seen_at < ${NOW} - 60 * $2::bigint)
     insert into trial_runner (id, seen_at) values ($1, ${NOW})
     on conflict (id) do update set seen_at = excluded.seen_at`,
    [id, SEEN_MS],
  );
};

/** Within the last minute. */
export const countRunners = async (source: TrialSource): Promise<number> => {
  const [row] = await source.query<{ runners: number }[]>(
    `select count(*)::int as runners from trial_runner where seen_at > ${NOW} - $1::bigint`,
    [SEEN_MS],
  );
  return row?.runners ?? 0;
};
