import type { EpochMs } from '@deskstream/kernel';

export { fieldsOf, idOf, listOf, parseJson, textOf } from '@deskstream/platform-payload';
export type { Fields } from '@deskstream/platform-payload';

/** Milliseconds in webhooks, ISO text in the API. */
export const timeOf = (value: unknown): EpochMs | null => {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  const parsed = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(parsed) ? null : parsed;
};
