import type { EpochMs } from '@deskstream/kernel';

/** A JSON object of which nothing is known. Fields may be absent, null or of another type at any time. */
export type Fields = Readonly<Record<string, unknown>>;

const NOTHING: Fields = {};

export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : NOTHING;

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Webhooks have ids as numbers, the API as text. */
export const idOf = (value: unknown): string | null => {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value !== '' ? value.toWellFormed() : null;
};

/** Milliseconds in webhooks, ISO text in the API. */
export const timeOf = (value: unknown): EpochMs | null => {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
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
