import { isRecord } from '@deskstream/kernel';

/** One difference between two states: where, and what stood there before and after. */
export interface Change {
  /** Names from the top, joined by dots. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What differs between two plain JSON values, objects entered, lists compared as a whole. */
export const changesBetween = (before: unknown, after: unknown, path = ''): readonly Change[] => {
  if (before === after || JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isRecord(before) || !isRecord(after)) return [{ path, before, after }];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) =>
    changesBetween(before[name], after[name], path === '' ? name : `${path}.${name}`),
  );
};
