import { isTransient } from '@deskstream/kernel';

/** May the same start succeed later? A server that is away or still starting; a wrong password may not. */
export const mayPass = (error: unknown): boolean =>
  isTransient(error) || codesOf(error).some(isAway);

/** Of the error, of its causes, and of the attempts of an AggregateError (one per address). */
const codesOf = (error: unknown, depth = 0): readonly string[] => {
  if (typeof error !== 'object' || error === null || depth > 4) return [];
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  const below = [cause, ...(Array.isArray(errors) ? (errors as unknown[]) : [])];
  return [
    ...(typeof code === 'string' ? [code] : []),
    ...below.flatMap((inner) => codesOf(inner, depth + 1)),
  ];
};

const AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'EPIPE',
]);

/** PostgreSQL: 57P03 is "cannot connect now", class 08 are broken connections, 53300 too many of them. */
const isAway = (code: string): boolean =>
  AWAY.has(code) || code === '57P03' || code === '53300' || /^08...$/.test(code);
