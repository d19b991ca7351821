import type { Answer, NoAnswer } from '@deskstream/platform-http';
import { callOnce as callUrlOnce } from '@deskstream/platform-http';
import type { VendorConnection } from '@deskstream/port-vendor';
import type { Dispatcher } from 'undici';

export type { Answer, NoAnswer } from '@deskstream/platform-http';

/** The version whose shapes this adapter knows; sent with every call (vendors/intercom.md §5). */
const INTERCOM_VERSION = '2.14';

export interface Call {
  readonly method: 'GET' | 'POST';
  /** Below the base URL, with its query. */
  readonly path: string;
  readonly body?: unknown;
}

/**
 * One request, never repeated and never redirected: the token goes to the connection's own base URL and
 * nowhere else. Resolves for every outcome, a broken connection included.
 */
export const callOnce = (
  dispatcher: Dispatcher,
  connection: VendorConnection,
  { path, ...call }: Call,
  signal: AbortSignal,
): Promise<Answer | NoAnswer> =>
  callUrlOnce({
    ...call,
    dispatcher,
    url: `${connection.apiBaseUrl.replace(/\/+$/, '')}${path}`,
    headers: {
      authorization: `Bearer ${connection.accessToken}`,
      'intercom-version': INTERCOM_VERSION,
    },
    signal,
  });
