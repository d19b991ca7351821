import type { EpochMs, PartitionKey } from '@deskstream/kernel';
import type { Offset } from '@deskstream/port-event-log';
import type {
  ClaimedWork,
  Fenced,
  JournalEntry,
  QueueAge,
  QueueTerms,
  TakeOver,
  WorkItem,
  WorkLedger,
} from '@deskstream/port-work-ledger';
import { identifier, inTransaction } from '@deskstream/platform-postgres';
import type { Pool, PoolClient } from '@deskstream/platform-postgres';
import { prepared } from './prepared';
import type { StoreOptions } from './prepared';
import { migrations } from './work-schema';
import { addSql, claimSql, columnsOf, hurrySql, nextDueSql } from './work-sql';

export const createPostgresWorkLedger = ({
  pool,
  schema = 'deskstream',
}: StoreOptions): WorkLedger => new PostgresWorkLedger(pool, schema);

class PostgresWorkLedger implements WorkLedger {
  readonly #s: string;
  readonly #run: ReturnType<typeof prepared>;
  /** Last queue served, by group; each process takes its own turns. */
  readonly #turn = new Map<string, string>();

  constructor(
    private readonly pool: Pool,
    schema: string,
  ) {
    this.#s = identifier(schema);
    this.#run = prepared(pool, schema, migrations, 'work-ledger');
  }

  takeOver(step: TakeOver): Promise<'taken' | 'stale'> {
    return this.#run('taking work over', async () => {
      if (step.add.length + step.recall.length + step.drop.length === 0)
        return this.#move(this.pool, step);
      return inTransaction(this.pool, async (client) => {
        if ((await this.#move(client, step)) === 'stale') return 'stale';
        await this.#add(client, step.group, step.add);
        await this.#recall(client, step);
        if (step.drop.length > 0)
          await client.query(
            `delete from ${this.#s}.work_item where group_name = $1 and id = any($2::text[]) and finished_at is null`,
            [step.group, step.drop],
          );
        return 'taken';
      });
    });
  }

  checkpoint(group: string, partition: number): Promise<Offset> {
    return this.#run('reading a checkpoint', async () => {
      const { rows } = await this.pool.query<{ next: Offset }>(
        `select next_offset::float8 as next from ${this.#s}.work_checkpoint where group_name = $1 and partition = $2`,
        [group, partition],
      );
      return rows[0]?.next ?? 0;
    });
  }

  claim(request: Parameters<WorkLedger['claim']>[0]): Promise<readonly ClaimedWork[]> {
    const { group, now, limit, leaseMs, perQueue = limit, terms = [] } = request;
    return this.#run('claiming work', async () => {
      const turn = this.#turn.get(group) ?? '';
      const { rows } = await this.pool.query<TakenRow>({
        name: 'work_claim',
        text: claimSql(this.#s),
        values: [group, perQueue, ...columnsOf(terms), now, limit, now + leaseMs, turn],
      });
      const last = rows.at(-1);
      if (last) this.#turn.set(group, last.queue);
      return rows.map(claimOf);
    });
  }

  journal(claim: ClaimedWork, entry: JournalEntry, leaseUntil: EpochMs): Promise<Fenced> {
    return this.#write(
      'writing a journal',
      claim,
      'journal = array_append(journal, $3::text), lease_until = $4',
      [JSON.stringify(entry), leaseUntil],
    );
  }

  postpone(claim: ClaimedWork, dueAt: EpochMs): Promise<Fenced> {
    return this.#write('postponing work', claim, 'due_at = $3, token = null, lease_until = 0', [
      dueAt,
    ]);
  }

  finish(claim: ClaimedWork, result: unknown, at: EpochMs): Promise<Fenced> {
    return this.#write(
      'finishing work',
      claim,
      'result = $3::json, finished_at = $4, token = null',
      [JSON.stringify(result ?? null), at],
    );
  }

  nextDue(group: string, terms: readonly QueueTerms[] = []): Promise<EpochMs | null> {
    return this.#run('asking for the next work', async () => {
      const { rows } = await this.pool.query<{ at: EpochMs | null }>({
        name: 'work_next',
        text: nextDueSql(this.#s),
        values: [group, ...columnsOf(terms)],
      });
      return rows[0]?.at ?? null;
    });
  }

  forget({ group, before, limit }: Parameters<WorkLedger['forget']>[0]): Promise<number> {
    return this.#run('forgetting finished work', async () => {
      const { rowCount } = await this.pool.query(
        `delete from ${this.#s}.work_item w using (
           select f.id from ${this.#s}.work_item f
            where f.group_name = $1 and f.finished_at < $2
              and not exists (select from ${this.#s}.work_item o
                where o.group_name = f.group_name and o.key = f.key and o.finished_at is null)
            order by f.finished_at limit $3
         ) old where w.group_name = $1 and w.id = old.id`,
        [group, before, limit],
      );
      return rowCount ?? 0;
    });
  }

  stats(group: string): Promise<{ open: number; oldestDueAt: EpochMs | null }> {
    return this.#run('counting work', async () => {
      const { rows } = await this.pool.query<{ open: number; oldest: EpochMs | null }>(
        `select count(*)::int as open, min(due_at)::float8 as oldest from ${this.#s}.work_item
          where group_name = $1 and finished_at is null`,
        [group],
      );
      return { open: rows[0]?.open ?? 0, oldestDueAt: rows[0]?.oldest ?? null };
    });
  }

  ages(group: string): Promise<readonly QueueAge[]> {
    return this.#run('telling the age of work', async () => {
      const { rows } = await this.pool.query<QueueAge>(
        `select workspace, queue, kind, count(*)::int as open, min(due_at)::float8 as "oldestDueAt"
           from ${this.#s}.work_item where group_name = $1 and finished_at is null
          group by workspace, queue, kind order by min(due_at)`,
        [group],
      );
      return rows;
    });
  }

  async #move(
    db: Pool | PoolClient,
    { group, partition, from, to }: TakeOver,
  ): Promise<'taken' | 'stale'> {
    const { rowCount } = await db.query({
      name: 'work_move',
      text: `insert into ${this.#s}.work_checkpoint as c (group_name, partition, next_offset)
        select $1::text, $2::int, $4::bigint
         where $3::bigint = 0 or exists (select from ${this.#s}.work_checkpoint where group_name = $1 and partition = $2)
        on conflict (group_name, partition) do update set next_offset = excluded.next_offset where c.next_offset = $3`,
      values: [group, partition, from, to],
    });
    return rowCount === 1 ? 'taken' : 'stale';
  }

  async #add(client: PoolClient, group: string, items: readonly WorkItem[]): Promise<void> {
    if (items.length === 0) return;
    await client.query(addSql(this.#s), [
      group,
      items.map(({ id }) => id),
      items.map(({ key }) => key),
      items.map(({ workspace }) => workspace),
      items.map(({ queue, workspace }) => queue ?? workspace),
      items.map(({ urgency }) => urgency ?? 0),
      items.map(({ kind }) => kind ?? ''),
      items.map(({ seq }) => seq),
      items.map(({ dueAt }) => dueAt),
      items.map(({ payload }) => JSON.stringify(payload ?? null)),
    ]);
    if (items.some(({ urgency }) => urgency !== undefined))
      await client.query(hurrySql(this.#s), [group, [...new Set(items.map(({ key }) => key))]]);
  }

  /** Due at once, so that its fate is reported. */
  async #recall(client: PoolClient, { group, recall }: TakeOver): Promise<void> {
    if (recall.length === 0) return;
    await client.query(
      `update ${this.#s}.work_item i set recalled = d.because, due_at = 0
         from unnest($2::text[], $3::text[]) as d(id, because)
        where i.group_name = $1 and i.id = d.id and i.finished_at is null and i.recalled is null`,
      [group, recall.map(({ id }) => id), recall.map(({ because }) => because)],
    );
  }

  #write(
    doing: string,
    claim: ClaimedWork,
    change: string,
    values: readonly unknown[],
  ): Promise<Fenced> {
    return this.#run(doing, async () => {
      const { rowCount } = await this.pool.query(
        `update ${this.#s}.work_item set ${change} where id = $1 and token = $2 and finished_at is null`,
        [claim.id, claim.token, ...values],
      );
      return rowCount === 1 ? 'written' : 'lost';
    });
  }
}

interface TakenRow {
  readonly id: string;
  readonly key: PartitionKey;
  readonly workspace: string;
  readonly queue: string;
  readonly kind: string;
  readonly seq: number;
  readonly due_at: EpochMs;
  readonly payload: unknown;
  readonly journal: readonly string[];
  readonly recalled: string | null;
  readonly attempt: number;
  readonly token: string;
  readonly earlier: readonly unknown[] | null;
}

const claimOf = ({ due_at, earlier, journal, ...row }: TakenRow): ClaimedWork => ({
  id: row.id,
  key: row.key,
  workspace: row.workspace,
  queue: row.queue,
  kind: row.kind,
  seq: row.seq,
  dueAt: due_at,
  payload: row.payload,
  token: row.token,
  attempt: row.attempt,
  journal: journal.map((entry) => JSON.parse(entry) as JournalEntry),
  recalled: row.recalled,
  earlier: earlier ?? [],
});
