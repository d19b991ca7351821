import type { EvaluationSet } from '@deskstream/conversation-what-if';
import { stableJson } from '@deskstream/kernel';
import type { DataSource } from 'typeorm';
import { readSet, replaceSet } from './sets.store';

/** What a set becomes by a file, in names of cases. */
export interface ImportEffect {
  readonly cases: number;
  /** `false`: there is no set of this name yet. */
  readonly replaces: boolean;
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** Only tells it. */
export const foreseeImport = async (
  source: DataSource,
  { name, cases }: EvaluationSet,
): Promise<ImportEffect> => {
  const before = await readSet(source, name);
  // In one order of fields: PostgreSQL keeps none.
  const known = new Map(before?.cases.map((each) => [each.id, stableJson(each)]));
  const kept = new Set(cases.map(({ id }) => id));
  return {
    cases: cases.length,
    replaces: before !== null,
    added: cases.flatMap(({ id }) => (known.has(id) ? [] : [id])),
    changed: cases.flatMap((each) => {
      const was = known.get(each.id);
      return was === undefined || was === stableJson(each) ? [] : [each.id];
    }),
    removed: [...known.keys()].filter((id) => !kept.has(id)),
  };
};

export const importSet = async (
  source: DataSource,
  set: EvaluationSet,
  { by, at }: { readonly by: string; readonly at: number },
): Promise<ImportEffect> => {
  const effect = await foreseeImport(source, set);
  await replaceSet(source, set, { by, at });
  return effect;
};
