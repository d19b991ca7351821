import type { Clock } from '@deskstream/kernel';
import type { Post } from '../../delivery/post';
import { signatureV1, signatureV3 } from './signature';
import type { WebhookSettings } from './subscriptions';

export interface PostBatchOptions {
  readonly settings: WebhookSettings;
  readonly deliverTo?: string;
  readonly clientSecret: string;
  readonly clock: Clock;
  readonly post: Post;
  readonly timeoutMs?: number;
}

/** One signed post; `unknown` when no answer came in time (five seconds, vendors/hubspot.md §4). */
export const postBatch = async (
  options: PostBatchOptions,
  body: string,
  stopped: AbortSignal,
): Promise<number | 'unknown'> => {
  const { clock, settings, timeoutMs = 5000 } = options;
  const url = options.deliverTo ?? settings.targetUrl;
  const over = new AbortController();
  const both = AbortSignal.any([stopped, over.signal]);
  const unknown = () => 'unknown' as const;
  const timeout = clock.sleep(timeoutMs, both).then(unknown, unknown);
  const answer = options
    .post({ method: 'POST', url, body, headers: headersOf(options, body) }, both)
    .catch(unknown);
  const first = await Promise.race([answer, timeout]);
  over.abort(new Error('The attempt is over.'));
  return first;
};

/** Both signatures travel together, the newer over the configured address. */
const headersOf = (
  { clientSecret, clock, settings }: PostBatchOptions,
  body: string,
): Record<string, string> => {
  const timestamp = clock.now();
  const signed = { method: 'POST', uri: settings.targetUrl, body, timestamp };
  return {
    'content-type': 'application/json',
    'user-agent': 'HubSpot Connect 2.0 (desk-simulator)',
    'x-hubspot-timeout-millis': '10000',
    'x-hubspot-signature': signatureV1(clientSecret, body),
    'x-hubspot-signature-version': 'v1',
    'x-hubspot-signature-v3': signatureV3(clientSecret, signed),
    'x-hubspot-request-timestamp': String(timestamp),
  };
};
