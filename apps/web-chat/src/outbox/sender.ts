import { SIGNATURE_HEADER, signatureOf } from '@deskstream/adapter-vendor-web-chat';
import type { Clock, Logger } from '@deskstream/kernel';
import { messageOf } from '@deskstream/kernel';
import type { PoolClient } from '@deskstream/platform-postgres';
import { identifier, inTransaction } from '@deskstream/platform-postgres';
import type { Settings } from '@deskstream/port-settings';
import { request } from 'undici';
import type { StoreOptions } from '../store/chat-store';

export interface SenderDeps extends StoreOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly settings: Settings;
  /** Where a connection names no address, as in `http://127.0.0.1:4010`. */
  readonly ingressUrl: string;
  /** Longest time between two looks at the outbox. */
  readonly pollMs: number;
}

export interface Sender {
  /** There is something new to send. */
  wake(): void;
  stop(): Promise<void>;
}

interface Row {
  readonly position: string;
  readonly workspace: string;
  readonly conversation: string;
  readonly body: string;
  readonly attempts: number;
}

const TIMEOUT_MS = 10_000;
const MAX_PAUSE_MS = 60_000;

/**
 * Sends until the ingress says 200, in the order of each chat, and only then forgets. A crash in between sends the
 * same delivery again, under the same id. Several replicas share the outbox: a chat's oldest row is locked by one.
 */
export const startSender = (deps: SenderDeps): Sender => {
  const stopping = new AbortController();
  const naps = new Set<AbortController>();
  let wakes = 0;
  const nap = async (): Promise<void> => {
    const waiting = new AbortController();
    naps.add(waiting);
    await deps.clock.sleep(deps.pollMs, waiting.signal).catch(() => undefined);
    naps.delete(waiting);
  };
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const before = wakes;
      const sent = await sendOne(deps, stopping.signal).catch((error: unknown) => {
        deps.logger.warn({ error: messageOf(error) }, 'the outbox of the web chat cannot be read');
        return false;
      });
      if (!sent && wakes === before) await nap();
    }
  };
  const running = Promise.all(Array.from({ length: LANES }, loop));
  const wake = (): void => {
    wakes += 1;
    for (const each of naps) each.abort();
  };
  return {
    wake,
    stop: async () => {
      stopping.abort();
      wake();
      await running;
    },
  };
};

/** Webhooks under way at a time; a chat has one at most. */
const LANES = 4;

const sendOne = (deps: SenderDeps, signal: AbortSignal): Promise<boolean> =>
  inTransaction(deps.pool, async (client) => {
    await client.query(`set local search_path to ${identifier(deps.schema)}`);
    const row = await nextOf(client, deps.clock.now());
    if (row === null) return false;
    const refused = await post(deps, row, signal);
    if (refused === null) {
      await client.query('delete from web_chat_outbox where position = $1', [row.position]);
      return true;
    }
    const { workspace, conversation, attempts } = row;
    deps.logger.warn({ workspace, conversation, attempts, because: refused }, 'webhook not taken');
    const pause = Math.min(MAX_PAUSE_MS, 250 * 2 ** Math.min(attempts, 10));
    await client.query(
      'update web_chat_outbox set attempts = attempts + 1, due_at = $2 where position = $1',
      [row.position, deps.clock.now() + pause],
    );
    return true;
  });

/** The oldest of a chat, so that its order is kept. */
const nextOf = async (client: PoolClient, now: number): Promise<Row | null> => {
  const { rows } = await client.query<Row>(
    `select position, workspace, conversation, body, attempts from web_chat_outbox o
     where due_at <= $1 and not exists (select from web_chat_outbox e where e.workspace = o.workspace
       and e.conversation = o.conversation and e.position < o.position)
     order by position limit 1 for update skip locked`,
    [now],
  );
  return rows[0] ?? null;
};

/** `null`: acknowledged. */
const post = async (deps: SenderDeps, row: Row, signal: AbortSignal): Promise<string | null> => {
  const connection = deps.settings.connection(row.workspace, 'web-chat');
  const secret = connection?.signingSecrets[0];
  if (!connection || secret === undefined) return 'the workspace has no web-chat connection';
  const url =
    connection.publicWebhookUrl ??
    `${deps.ingressUrl}/webhooks/web-chat/${encodeURIComponent(row.workspace)}`;
  try {
    const answer = await request(url, {
      method: 'POST',
      body: row.body,
      headers: {
        'content-type': 'application/json',
        [SIGNATURE_HEADER]: signatureOf(secret, deps.clock.now(), Buffer.from(row.body)),
        'x-deskstream-attempt': String(row.attempts + 1),
      },
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
      signal,
    });
    await answer.body.dump();
    return answer.statusCode === 200 ? null : `HTTP ${answer.statusCode}`;
  } catch (error) {
    return messageOf(error);
  }
};
