import { isTransient } from '@deskstream/kernel';

/** May the same start succeed later? A server that is away or still starting; a wrong password may not. */
export const mayPass = (error: unknown): boolean =>
  isTransient(error) || chainOf(error).some(isAway);

interface Link {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

/** The error, its causes, and the attempts of an AggregateError (one per address). */
const chainOf = (error: unknown, depth = 0): readonly Link[] => {
  if (typeof error !== 'object' || error === null || depth > 4) return [];
  const link: Link = error;
  const below = [link.cause, ...(Array.isArray(link.errors) ? (link.errors as unknown[]) : [])];
  return [link, ...below.flatMap((inner) => chainOf(inner, depth + 1))];
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

/** PostgreSQL: 57P01 to 57P03 are "stopping", "crashed" and "starting", class 08 are broken connections, 53300 too many of them. */
const AWAY_POSTGRES = /^(57P0[123]|53300|08...)$/;

/** Its driver gives a connection that broke under a statement no code. */
const BROKEN = /^Connection terminated/;

const isAway = ({ code, message }: Link): boolean =>
  typeof code === 'string'
    ? AWAY.has(code) || AWAY_POSTGRES.test(code)
    : typeof message === 'string' && BROKEN.test(message);
