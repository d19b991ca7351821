import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { hasCode, InfraError } from '@deskstream/kernel';

/** Keeps secrets unreadable at rest. `context` names where the secret belongs; it cannot be moved elsewhere. */
export interface Sealer {
  seal(secret: string, context: string): string;
  /** `SETTINGS.SEAL_BROKEN` when the key or the context is another one, or the text was changed. */
  open(sealed: string, context: string): string;
}

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM. The initialisation vector is derived from key, context and secret (as in SIV), so that
 * sealing again gives the same bytes; all it tells is that two secrets of one place are equal.
 * Of several keys the first one seals, and each may open: that is how a key is changed.
 */
export const createSealer = (keys: Uint8Array | readonly Uint8Array[]): Sealer => {
  const [first, ...older] = keys instanceof Uint8Array ? [keys] : keys;
  const sealers = [first ?? new Uint8Array(), ...older].map(sealerOf);
  const sealer = sealers[0] as Sealer;
  return { seal: sealer.seal, open: (sealed, context) => openWithAny(sealers, sealed, context) };
};

const openWithAny = (sealers: readonly Sealer[], sealed: string, context: string): string => {
  const [sealer, ...older] = sealers as [Sealer, ...Sealer[]];
  if (older.length === 0) return sealer.open(sealed, context);
  try {
    return sealer.open(sealed, context);
  } catch (error) {
    if (!hasCode(error, 'SETTINGS.SEAL_BROKEN')) throw error;
    return openWithAny(older, sealed, context);
  }
};

const sealerOf = (key: Uint8Array): Sealer => {
  if (key.length !== 32)
    throw new InfraError(
      'SETTINGS.KEY',
      `The secret key has ${key.length} bytes; 32 are needed.`,
      false,
    );
  return {
    seal: (secret, context) => {
      const iv = createHmac('sha256', key)
        .update(`${context.length}:${context}${secret}`)
        .digest()
        .subarray(0, IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return `${VERSION}.${Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url')}`;
    },
    open: (sealed, context) => {
      try {
        return unsealed(key, sealed, context);
      } catch (cause) {
        throw new InfraError(
          'SETTINGS.SEAL_BROKEN',
          `The secret of ${context} cannot be opened: it was sealed with another key. Set DESKSTREAM_SECRET_KEY (or the key file) to the one in use then.`,
          false,
          cause,
        );
      }
    },
  };
};

const unsealed = (key: Uint8Array, sealed: string, context: string): string => {
  const [version, payload = ''] = sealed.split('.');
  if (version !== VERSION) throw new Error(`seal version ${version ?? ''} is not known`);
  const bytes = Buffer.from(payload, 'base64url');
  const iv = bytes.subarray(0, IV_BYTES);
  const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, iv)
    .setAAD(Buffer.from(context))
    .setAuthTag(tag);
  return (
    decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') +
    decipher.final('utf8')
  );
};
