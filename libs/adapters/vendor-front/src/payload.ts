import type { EpochMs } from '@deskstream/kernel';

/** A JSON object of which nothing is known. Front's payloads have nulls wherever its schema has none. */
export type Fields = Readonly<Record<string, unknown>>;

const NOTHING: Fields = {};

export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : NOTHING;

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Prefixed text as in `msg_…`; old captures have bare ids, some as numbers. */
export const idOf = (value: unknown): string | null => {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value !== '' ? value.toWellFormed() : null;
};

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

/** `null` when the bytes are not UTF-8 JSON. */
export const parseJson = (body: Uint8Array): { readonly value: unknown } | null => {
  try {
    return { value: JSON.parse(decoder.decode(body)) as unknown };
  } catch {
    return null;
  }
};

const decoder = new TextDecoder('utf-8', { fatal: true });
