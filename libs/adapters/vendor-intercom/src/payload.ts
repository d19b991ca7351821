import type { EpochMs } from '@deskstream/kernel';
import { fieldsOf } from '@deskstream/platform-payload';

export { fieldsOf, idOf, listOf, parseJson, textOf } from '@deskstream/platform-payload';
export type { Fields } from '@deskstream/platform-payload';

/** Unix seconds in most places, ISO text in some. */
export const timeOf = (value: unknown): EpochMs | null => {
  if (typeof value === 'number' && Number.isFinite(value)) return value * 1000;
  const parsed = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(parsed) ? null : parsed;
};

type Scalar = string | number | boolean | null;

/** An object's plain values; lists and objects within are left out. */
export const scalarsOf = (value: unknown): Readonly<Record<string, Scalar>> =>
  Object.fromEntries(
    Object.entries(fieldsOf(value)).filter((entry): entry is [string, Scalar] =>
      isScalar(entry[1]),
    ),
  );

const isScalar = (value: unknown): boolean =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);
