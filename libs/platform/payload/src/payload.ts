/** A JSON object of which nothing is known. */
export type Fields = Readonly<Record<string, unknown>>;

const NOTHING: Fields = {};

export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : NOTHING;

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Vendors give the same id as text in one place and as a number in another. */
export const idOf = (value: unknown): string | null => {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value !== '' ? value.toWellFormed() : null;
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
