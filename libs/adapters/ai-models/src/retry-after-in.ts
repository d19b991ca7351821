/**
 * Milliseconds that `retry-after-ms` or `retry-after` (seconds, or a date) ask for; `null`: none.
 * RFC 9110 §10.2.3.
 */
export const retryAfterIn = (headers: unknown, now = Date.now()): number | null => {
  const exact = Number(headerOf(headers, 'retry-after-ms') ?? Number.NaN);
  if (Number.isFinite(exact) && exact >= 0) return Math.ceil(exact);
  const text = headerOf(headers, 'retry-after');
  if (text === null) return null;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds * 1_000));
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
};

const headerOf = (headers: unknown, name: string): string | null => {
  const value: unknown =
    typeof headers === 'object' && headers !== null
      ? (headers as Record<string, unknown>)[name]
      : undefined;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
};
