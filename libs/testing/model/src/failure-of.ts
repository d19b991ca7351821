import type { ModelError, ModelErrorCode } from '@deskstream/port-ai';
import { modelError } from '@deskstream/port-ai';
import type { Act } from '@deskstream/reasoning-script';

/** What a status of a provider means; `null`: the act is no failure. */
export const failureOf = (act: Act): ModelError | null => {
  if (act.status === undefined) return null;
  const pause = act.retryAfterSeconds === undefined ? null : act.retryAfterSeconds * 1_000;
  return modelError(
    codeOf(act.status, act.errorCode),
    `Scripted: status ${act.status}.`,
    pause,
    true,
  );
};

const CODES: Readonly<Record<number, ModelErrorCode>> = {
  401: 'MODEL.UNAUTHORIZED',
  403: 'MODEL.UNAUTHORIZED',
  408: 'MODEL.TIMED_OUT',
  413: 'MODEL.TOO_LONG',
  429: 'MODEL.RATE_LIMITED',
};

const codeOf = (status: number, errorCode?: string): ModelErrorCode => {
  if (errorCode === 'context_length_exceeded') return 'MODEL.TOO_LONG';
  return CODES[status] ?? (status >= 500 ? 'MODEL.UNAVAILABLE' : 'MODEL.BAD_REQUEST');
};
