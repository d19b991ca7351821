import { createHash, timingSafeEqual } from 'node:crypto';
import type { Reception, Verification } from '@deskstream/port-vendor';

export const genuine: Verification = { kind: 'genuine' };

export const refused = (code: string, detail: string): Verification => ({
  kind: 'refused',
  code,
  detail,
});

export const malformed = (code: string, detail: string): Reception => ({
  kind: 'malformed',
  code,
  detail,
});

/** Every secret is tried, whichever matches: the time that it takes tells nothing. */
export const signedByAny = (
  sent: Uint8Array,
  secrets: readonly string[],
  digest: (secret: string) => Uint8Array,
): boolean => {
  let found = false;
  for (const secret of secrets) if (timingSafeEqual(sent, digest(secret))) found = true;
  return found;
};

/** Names a delivery to which the vendor gave no id. */
export const idOfBody = (body: Uint8Array): string =>
  `sha256_${createHash('sha256').update(body).digest('hex').slice(0, 40)}`;
