import type { WebhookRequest } from '@deskstream/port-vendor';
import type { IngressLimits } from '../limits';
import type { Refusal } from '../problem';

/** Looks at the bytes alone: nothing is parsed before the signature is known to be good. */
export const checkLimits = (request: WebhookRequest, limits: IngressLimits): Refusal | null => {
  const { body, headers } = request;
  if (body.length === 0)
    return {
      status: 400,
      code: 'BODY.EMPTY',
      detail: 'The body is empty; a notification was expected.',
    };
  if (body.length > limits.bodyBytes) return tooLarge(limits.bodyBytes);
  if (!isJson(headers['content-type']))
    return {
      status: 415,
      code: 'BODY.CONTENT_TYPE',
      detail: 'The Content-Type must be application/json.',
    };
  return isDeeperThan(body, limits.jsonDepth)
    ? {
        status: 400,
        code: 'BODY.TOO_DEEP',
        detail: `The JSON is nested deeper than ${limits.jsonDepth} levels.`,
      }
    : null;
};

export const tooLarge = (bytes: number): Refusal => ({
  status: 413,
  code: 'BODY.TOO_LARGE',
  detail: `The body is larger than ${bytes} bytes.`,
});

const isJson = (contentType: string | undefined): boolean =>
  contentType !== undefined &&
  /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(contentType.trim());

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

const isDeeperThan = (body: Uint8Array, limit: number): boolean => {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === QUOTE) inText = !inText;
    else if (inText) at += byte === BACKSLASH ? 1 : 0;
    else depth += stepOf(byte);
    if (depth > limit) return true;
  }
  return false;
};

/** `{` and `[` go down, `}` and `]` up. */
const stepOf = (byte: number | undefined): number => {
  if (byte === 0x7b || byte === 0x5b) return 1;
  return byte === 0x7d || byte === 0x5d ? -1 : 0;
};
