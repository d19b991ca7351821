import { hash } from 'node:crypto';

/**
 * Ids are derived, never drawn: deciding again gives the same bytes. 160 bits of SHA-256 over the
 * parts, each preceded by its length, so that no two lists of parts meet.
 */
export const derivedId = (prefix: string, ...parts: readonly (string | number)[]): string => {
  let named = '';
  for (const part of parts) {
    const text = String(part);
    named += `${text.length}:${text}`;
  }
  return `${prefix}_${hash('sha256', named, 'hex').slice(0, 40)}`;
};

/** `identity` names what happened at the vendor, not the notification that told of it. */
export const inputIdOf = (key: string, inputType: string, identity: string): string =>
  derivedId('in', key, inputType, identity);

export const eventIdOf = (inputId: string, index: number): string =>
  derivedId('ev', inputId, index);

/** Id of the input that reports what came of a request of the log. */
export const reportIdOf = (requestEventId: string, what: string | number): string =>
  derivedId('in', requestEventId, what);
