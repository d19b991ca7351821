import type { BudgetDay, ModelBudget, Reserved, Spending } from '@deskstream/port-ai';
import { exhaustedOf } from '@deskstream/port-ai';
import { identifier } from '@deskstream/platform-postgres';
import type { Migration, Pool } from '@deskstream/platform-postgres';
import { prepared } from './prepared';
import type { StoreOptions } from './prepared';

export const createPostgresModelBudget = ({
  pool,
  schema = 'deskstream',
}: StoreOptions): ModelBudget => new PostgresModelBudget(pool, schema);

const migrations: readonly Migration[] = [
  {
    name: '001-model-budget',
    sql: `
create table model_spending (
  workspace text not null,
  day text not null,
  tokens bigint not null,
  micros bigint not null,
  primary key (workspace, day)
) with (fillfactor = 50);
create table model_reservation (
  workspace text not null,
  day text not null,
  id text not null,
  tokens bigint not null,
  micros bigint not null,
  primary key (workspace, day, id)
);`,
  },
];

type Reservation = Parameters<ModelBudget['reserve']>[0];

class PostgresModelBudget implements ModelBudget {
  readonly #s: string;
  readonly #run: ReturnType<typeof prepared>;

  constructor(
    private readonly pool: Pool,
    schema: string,
  ) {
    this.#s = identifier(schema);
    this.#run = prepared(pool, schema, migrations, 'model-budget');
  }

  /** The limit is checked on the locked row of the day: two processes cannot both take the last of it. */
  reserve(request: Reservation): Promise<Reserved> {
    return this.#run('reserving a model budget', async () => {
      const { workspace, day, id, atMost, limits } = request;
      const { rowCount } = await this.pool.query({
        name: 'budget_reserve',
        text: `with held as (
            insert into ${this.#s}.model_spending as s (workspace, day, tokens, micros)
              select $1, $2, $4::bigint, $5::bigint
               where not exists (select from ${this.#s}.model_reservation r
                                  where r.workspace = $1 and r.day = $2 and r.id = $3)
                 and ($6::bigint is null or $4 <= $6) and ($7::bigint is null or $5 <= $7)
              on conflict (workspace, day) do update
                set tokens = s.tokens + excluded.tokens, micros = s.micros + excluded.micros
                where ($6::bigint is null or s.tokens + excluded.tokens <= $6)
                  and ($7::bigint is null or s.micros + excluded.micros <= $7)
              returning 1
          )
          insert into ${this.#s}.model_reservation (workspace, day, id, tokens, micros)
            select $1, $2, $3, $4, $5 from held`,
        values: [
          ...[workspace, day, id, atMost.tokens, atMost.micros],
          ...[limits.tokensPerDay, limits.microsPerDay],
        ],
      });
      return rowCount === 1 ? { kind: 'reserved' } : this.#notReserved(request);
    });
  }

  settle(request: Parameters<ModelBudget['settle']>[0]): Promise<void> {
    return this.#run('settling a model budget', async () => {
      const { workspace, day, id, spent } = request;
      await this.pool.query({
        name: 'budget_settle',
        text: `with held as (
            delete from ${this.#s}.model_reservation
             where workspace = $1 and day = $2 and id = $3 returning tokens, micros
          )
          update ${this.#s}.model_spending s
             set tokens = s.tokens - held.tokens + $4::bigint, micros = s.micros - held.micros + $5::bigint
            from held where s.workspace = $1 and s.day = $2`,
        values: [workspace, day, id, spent.tokens, spent.micros],
      });
    });
  }

  spent(day: BudgetDay): Promise<Spending> {
    return this.#run('reading a model budget', () => this.#spent(day));
  }

  async #spent({ workspace, day }: BudgetDay): Promise<Spending> {
    const { rows } = await this.pool.query<Spending>(
      `select tokens::float8 as tokens, micros::float8 as micros
         from ${this.#s}.model_spending where workspace = $1 and day = $2`,
      [workspace, day],
    );
    return rows[0] ?? { tokens: 0, micros: 0 };
  }

  /** It is there already, or the limit stands against it. */
  async #notReserved({ workspace, day, id, atMost, limits }: Reservation): Promise<Reserved> {
    const { rowCount } = await this.pool.query(
      `select from ${this.#s}.model_reservation where workspace = $1 and day = $2 and id = $3`,
      [workspace, day, id],
    );
    if (rowCount === 1) return { kind: 'reserved' };
    const spent = await this.#spent({ workspace, day });
    // Something may have been settled just now; the refusal stands.
    return { kind: 'exhausted', of: exhaustedOf(spent, atMost, limits) ?? 'tokens', spent };
  }
}
