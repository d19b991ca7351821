import type { ModelError, ModelErrorCode } from '@deskstream/port-ai';
import { modelError } from '@deskstream/port-ai';
import { retryAfterIn } from './retry-after-in';

/** What the AI SDK, fetch or the stream threw, as the port says it. Nothing of the request is kept. */
export const modelErrorOf = (error: unknown, where: string): ModelError => {
  const ours = property(error, 'code');
  if (typeof ours === 'string' && ours.startsWith('MODEL.'))
    return modelError(ours as ModelErrorCode, tell(where, messageIn(error)));
  const status = property(error, 'statusCode');
  if (typeof status === 'number' && status !== 200) return ofStatus(status, error, where);
  if (isUnreadable(error))
    return modelError('MODEL.MALFORMED', tell(where, 'a part of the answer cannot be read'));
  const name = providerCode(error);
  const message = tell(where, name ?? 'it cannot be reached, or broke off');
  return modelError(codeOfName(name), message, null, neverConnected(error));
};

const ofStatus = (status: number, error: unknown, where: string): ModelError => {
  const name = providerCode(error);
  const code = codeByName(error, name) ?? codeOfStatus(status);
  const detail = `status ${status}${name === null ? '' : ` (${name})`}`;
  const pause = retryAfterIn(property(error, 'responseHeaders'));
  return modelError(
    code,
    `${tell(where, detail)} ${HINTS[code] ?? ''}`.trim(),
    pause,
    !GATEWAYS.has(status),
  );
};

/** Somebody gave up waiting for an answer that may have been made. */
const GATEWAYS: ReadonlySet<number> = new Set([408, 504, 524]);

/** Only a connection that was never made proves that nothing was generated. */
const neverConnected = (error: unknown): boolean => {
  const cause = property(error, 'cause');
  const code = property(error, 'code');
  return (
    (typeof code === 'string' && NEVER_CONNECTED.has(code)) ||
    (cause !== undefined && neverConnected(cause))
  );
};

const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
  'UND_ERR_CONNECT_TIMEOUT',
]);

const HINTS: Partial<Record<ModelErrorCode, string>> = {
  'MODEL.UNAUTHORIZED': 'Check model.apiKey in the settings.',
  'MODEL.BAD_REQUEST': 'Check model.baseUrl and model.model in the settings.',
};

const STATUS: Readonly<Record<number, ModelErrorCode>> = {
  401: 'MODEL.UNAUTHORIZED',
  402: 'MODEL.UNAUTHORIZED',
  403: 'MODEL.UNAUTHORIZED',
  408: 'MODEL.TIMED_OUT',
  413: 'MODEL.TOO_LONG',
  429: 'MODEL.RATE_LIMITED',
  504: 'MODEL.TIMED_OUT',
  524: 'MODEL.TIMED_OUT',
};

const codeOfStatus = (status: number): ModelErrorCode =>
  STATUS[status] ?? (status >= 500 ? 'MODEL.UNAVAILABLE' : 'MODEL.BAD_REQUEST');

/** What the provider's name of the error says better than the status. */
const codeByName = (error: unknown, name: string | null): ModelErrorCode | null => {
  if (isTooLong(error, name)) return 'MODEL.TOO_LONG';
  // OpenAI answers 429 when there is no credit; waiting does not bring any.
  return name === 'insufficient_quota' ? 'MODEL.UNAUTHORIZED' : null;
};

/** An error within the stream has no status, only the provider's name of it. */
const codeOfName = (name: string | null): ModelErrorCode => {
  if (name === null) return 'MODEL.UNAVAILABLE';
  if (/rate_limit/.test(name)) return 'MODEL.RATE_LIMITED';
  if (/context_length/.test(name)) return 'MODEL.TOO_LONG';
  return /authentication|permission/.test(name) ? 'MODEL.UNAUTHORIZED' : 'MODEL.UNAVAILABLE';
};

const TOO_LONG =
  /context[_ ](?:length|window)|prompt is too long|too many (?:input )?tokens|maximum context/i;

const isTooLong = (error: unknown, name: string | null): boolean => {
  const body = property(error, 'responseBody');
  return TOO_LONG.test(name ?? '') || (typeof body === 'string' && TOO_LONG.test(body));
};

/** Frames that are no JSON, or of a shape nobody knows. */
const isUnreadable = (error: unknown): boolean =>
  /JSONParse|TypeValidation|InvalidResponseData/.test(nameOf(error)) ||
  /JSONParse|TypeValidation/.test(nameOf(property(error, 'cause')));

/** The provider's own name of the error; texts of any other form may hold what was said. */
const providerCode = (error: unknown): string | null => {
  const body = property(property(error, 'data'), 'error') ?? error;
  for (const key of ['code', 'type']) {
    const name = property(body, key);
    if (typeof name === 'string' && /^[A-Za-z0-9_.-]{1,64}$/.test(name)) return name;
  }
  return null;
};

const messageIn = (error: unknown): string => String(property(error, 'message'));

const tell = (where: string, what: string): string =>
  what.startsWith(where) ? what : `${where}: ${what}.`;

const nameOf = (error: unknown): string => {
  const name = property(error, 'name');
  return typeof name === 'string' ? name : '';
};

const property = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
