import type { Clock } from '@deskstream/kernel';
import type { Answer, NoAnswer } from '@deskstream/platform-http';
import { callOnce, httpPool, retryAfterOf } from '@deskstream/platform-http';

/** `text`: `{"text": …}`, as Slack's incoming webhooks take it. `teams`: an Adaptive Card, as Workflows of Teams do. */
export type NoticeFormat = 'text' | 'teams';

/** What a channel made of a notice. `because` never holds its URL, which is a secret. */
export type Told =
  | { readonly kind: 'told' }
  /** It may take it later; `afterMs` when it said so. */
  | { readonly kind: 'later'; readonly because: string; readonly afterMs: number | null }
  | { readonly kind: 'refused'; readonly because: string };

export interface Channel {
  tell(notice: string): Promise<Told>;
  close(): Promise<void>;
}

export interface ChannelOptions {
  readonly url: string;
  readonly format: NoticeFormat;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/** Posts each notice once; who calls it decides about another time. */
export const openChannel = ({ url, format, timeoutMs, clock }: ChannelOptions): Channel => {
  const dispatcher = httpPool({ timeoutMs, connectTimeoutMs: timeoutMs });
  return {
    tell: async (notice) => {
      const signal = AbortSignal.timeout(timeoutMs);
      const body = BODIES[format](notice);
      const post = { dispatcher, method: 'POST', url, headers: {}, body, signal } as const;
      return toldOf(await callOnce(post), clock);
    },
    close: () => dispatcher.close(),
  };
};

const toldOf = (answer: Answer | NoAnswer, clock: Clock): Told => {
  if (answer.kind !== 'answer')
    return { kind: 'later', because: `NOTIFIER.NO_ANSWER ${answer.because}`, afterMs: null };
  const { status, headers } = answer;
  if (status >= 200 && status < 300) return { kind: 'told' };
  const now = clock.now();
  const at = retryAfterOf(headers, now);
  return status === 408 || status === 429 || status >= 500
    ? {
        kind: 'later',
        because: `NOTIFIER.BUSY the channel answered ${status}`,
        afterMs: at === null ? null : Math.max(0, at - now),
      }
    : { kind: 'refused', because: `NOTIFIER.REFUSED the channel answered ${status}` };
};

const BODIES: Readonly<Record<NoticeFormat, (text: string) => unknown>> = {
  text: (text) => ({ text }),
  teams: (text) => ({
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: text.split('\n').map((line) => ({ type: 'TextBlock', text: line, wrap: true })),
        },
      },
    ],
  }),
};
