import type { EpochMs } from '@deskstream/kernel';

/** A time that articles are asked of; `undefined`: now. */
export type At = EpochMs | undefined;

/** Condition on passages: they answer now, or they did at the time that is parameter number `place`. */
export const standing = (schema: string, at: At, place: number, passage = 'p'): string =>
  at === undefined
    ? `${passage}.current`
    : `exists (
        select from ${schema}.knowledge_spans s
        where s.workspace = ${passage}.workspace and s.article_id = ${passage}.article_id
          and s.version = ${passage}.version
          and s.since <= to_timestamp($${place}::float8 / 1000)
          and (s.until is null or s.until > to_timestamp($${place}::float8 / 1000)))`;

/** What `standing` takes besides. */
export const timeOf = (at: At): readonly number[] => (at === undefined ? [] : [at]);
