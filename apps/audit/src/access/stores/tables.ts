import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '@deskstream/kernel';
import type { Pool } from '@deskstream/platform-postgres';

/** What the stores of accounts work on; `s` is the quoted schema. */
export interface Tables {
  readonly pool: Pool;
  readonly s: string;
  readonly clock: Clock;
}

/** 256 random bits, for a URL or a header. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

export const newId = (prefix: string): string =>
  `${prefix}_${randomBytes(9).toString('base64url')}`;

/** A secret of 256 bits needs no salt and no slow hash. */
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
