import type { EpochMs } from '@deskstream/kernel';
import type { Fields } from '@deskstream/platform-payload';
import { fieldsOf, textOf } from '@deskstream/platform-payload';

export { fieldsOf, idOf, listOf, parseJson, textOf } from '@deskstream/platform-payload';
export type { Fields } from '@deskstream/platform-payload';

/** Unix seconds with a fraction. */
export const timeOf = (value: unknown): EpochMs | null =>
  typeof value === 'number' && Number.isFinite(value) ? Math.round(value * 1000) : null;

/** Field `data` of a source or target; a list where the vendor names several. */
export const dataOf = (part: unknown): Fields => {
  const { data } = fieldsOf(part);
  return fieldsOf(Array.isArray(data) ? data[0] : data);
};

/** `_meta.type` of a source or target. */
export const metaTypeOf = (part: unknown): string =>
  textOf(fieldsOf(fieldsOf(part)['_meta'])['type']);
