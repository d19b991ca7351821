import type { EvaluationCase, EvaluationSet } from '@deskstream/conversation-what-if';
import type { DataSource, EntityManager } from 'typeorm';

export interface SetItem {
  readonly name: string;
  readonly cases: number;
  readonly createdAt: number;
}

export const listSets = (source: DataSource): Promise<readonly SetItem[]> =>
  source.query(
    `select s.name, count(c.id)::int as cases, s.created_at::float8 as "createdAt"
     from evaluation_set s left join evaluation_case c on c.set_name = s.name
     group by s.name order by s.name`,
  );

/** As its file has it. `null`: there is none of that name. */
export const readSet = async (source: DataSource, name: string): Promise<EvaluationSet | null> => {
  const found = await source.query<unknown[]>('select 1 from evaluation_set where name = $1', [
    name,
  ]);
  if (found.length === 0) return null;
  const rows = await source.query<{ content: EvaluationCase }[]>(
    'select content from evaluation_case where set_name = $1 order by added_at, id',
    [name],
  );
  return { version: 1, name, cases: rows.map(({ content }) => content) };
};

interface Added {
  readonly by: string;
  readonly at: number;
}

/** Adds a case, or replaces the one of the same id; the set is made when it is missing. */
export const addCase = (
  source: DataSource,
  set: string,
  added: EvaluationCase,
  { by, at }: Added,
): Promise<'added' | 'replaced'> =>
  source.transaction(async (manager) => {
    await make(manager, set, at);
    const before = await manager.query<unknown[]>(
      'select 1 from evaluation_case where set_name = $1 and id = $2',
      [set, added.id],
    );
    await write(manager, set, added, { by, at });
    return before.length === 0 ? 'added' : 'replaced';
  });

/** Makes it exactly these cases. */
export const replaceSet = (
  source: DataSource,
  { name, cases }: EvaluationSet,
  added: Added,
): Promise<void> =>
  source.transaction(async (manager) => {
    await make(manager, name, added.at);
    await manager.query('delete from evaluation_case where set_name = $1', [name]);
    for (const [place, each] of cases.entries())
      await write(manager, name, each, { ...added, at: added.at + place });
  });

/** `false`: there was none. */
export const removeCase = async (source: DataSource, set: string, id: string): Promise<boolean> => {
  const [, count] = await source.query<[unknown[], number]>(
    'delete from evaluation_case where set_name = $1 and id = $2',
    [set, id],
  );
  return count > 0;
};

const make = (manager: EntityManager, set: string, at: number) =>
  manager.query(
    'insert into evaluation_set (name, created_at) values ($1, $2) on conflict do nothing',
    [set, at],
  );

const write = (manager: EntityManager, set: string, added: EvaluationCase, { by, at }: Added) =>
  manager.query(
    `insert into evaluation_case (set_name, id, content, added_by, added_at)
     values ($1, $2, $3, $4, $5)
     on conflict (set_name, id) do update set content = excluded.content`,
    [set, added.id, JSON.stringify(added), by, at],
  );
