import type { EpochMs } from '@deskstream/kernel';

/** A JSON object of which nothing is known. Intercom's payloads have nulls wherever its schema has none. */
export type Fields = Readonly<Record<string, unknown>>;

const NOTHING: Fields = {};

export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : NOTHING;

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Ids come as text or as numbers, depending on topic and version. */
export const idOf = (value: unknown): string | null => {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value !== '' ? value.toWellFormed() : null;
};

/** Unix seconds in most places, ISO text in some. */
export const timeOf = (value: unknown): EpochMs | null => {
  if (typeof value === 'number' && Number.isFinite(value)) return value * 1000;
  const parsed = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(parsed) ? null : parsed;
};

/** `null` when the bytes are not UTF-8 JSON. */
export const parseJson = (body: Uint8Array): { readonly value: unknown } | null => {
  try {
    return { value: JSON.parse(decoder.decode(body)) as unknown };
  } catch {
    return null;
  }
};

const decoder = new TextDecoder('utf-8', { fatal: true });

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
