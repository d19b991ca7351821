import type { Clock } from '@deskstream/kernel';
import type { httpPool } from '@deskstream/platform-http';
import { askJson } from '@deskstream/platform-http';
import type { SourceAnswer, SourceConfig } from '@deskstream/port-knowledge-source';
import { NO_CONNECTION, refusedWith } from '@deskstream/port-knowledge-source';

/** One GET below the connection's base address. */
export type Ask = (path: string) => Promise<SourceAnswer<unknown>>;

export interface AskedBy {
  readonly dispatcher: ReturnType<typeof httpPool>;
  readonly clock: Clock;
  readonly config: SourceConfig;
  readonly signal: AbortSignal;
}

export const askerOf =
  ({ dispatcher, clock, config: { connection }, signal }: AskedBy): Ask =>
  async (path) => {
    if (connection === null) return NO_CONNECTION;
    const url = `${connection.apiBaseUrl.replace(/\/+$/, '')}${path}`;
    const token = connection.accessToken;
    const reply = await askJson({ dispatcher, url, token, clock, signal });
    if (reply.kind === 'rejected') return refusedWith(reply.status);
    if (reply.kind !== 'ok') return reply;
    const { json, ...rest } = reply;
    return { ...rest, value: json };
  };
