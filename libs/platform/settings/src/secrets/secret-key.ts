import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { hasCode, InfraError } from '@deskstream/kernel';
import { makeFolders } from '@deskstream/platform-config';

/** 32 bytes as base64 (44 characters) or hex (64). */
export const parseSecretKey = (text: string): Uint8Array => {
  const trimmed = text.trim();
  const key = /^[0-9a-f]{64}$/i.test(trimmed)
    ? Buffer.from(trimmed, 'hex')
    : Buffer.from(trimmed, 'base64');
  if (key.length === 32) return key;
  throw new InfraError(
    'SETTINGS.KEY',
    `DESKSTREAM_SECRET_KEY: expected 32 bytes as base64 or hex, found ${trimmed.length} characters. Make one with: openssl rand -base64 32`,
    false,
  );
};

/** One key, or while it is changed `new,old`: the first one seals, each may open. */
export const parseSecretKeys = (text: string): readonly Uint8Array[] =>
  text.split(',').map(parseSecretKey);

/** For the embedded mode: the key stands in a file that only its owner may read (mode 0600). */
export const loadOrCreateKeyFile = (path: string): Uint8Array => {
  makeFolders(dirname(path));
  try {
    writeFileSync(path, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  }
  return parseSecretKey(readFileSync(path, 'utf8'));
};
