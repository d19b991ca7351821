import { decodeEvent, TOPICS } from '@deskstream/contracts';
import type { Clock, Logger, RunningService, Telemetry } from '@deskstream/kernel';
import { InfraError } from '@deskstream/kernel';
import type { PoolClient } from '@deskstream/platform-postgres';
import { identifier, inTransaction } from '@deskstream/platform-postgres';
import { startLanes } from '@deskstream/platform-worker';
import type { EventLog, Lane, LaneHandler, LogRecord, Offset } from '@deskstream/port-event-log';
import type { StoreOptions } from '../store/chat-store';
import { deliver, forgetWaiting } from './deliver';
import type { Delivered } from './deliver';
import type { News } from './news';
import { isOfInterest, newsOf } from './news';

export interface RepliesDeps extends StoreOptions {
  readonly log: Pick<EventLog, 'process' | 'ends'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly telemetry: Telemetry;
}

const REPLIES_GROUP = 'web-chat.replies';

/**
 * Follows the log: what a person answers in public on the ticket of a web chat is said in that chat (ADR 18). The
 * answer, its webhook and the place in the log are one transaction, so that a crash loses and doubles nothing.
 */
export const startReplies = (deps: RepliesDeps): Promise<RunningService> =>
  startLanes({
    log: deps.log,
    clock: deps.clock,
    logger: deps.logger,
    telemetry: deps.telemetry,
    group: REPLIES_GROUP,
    topic: TOPICS.events,
    mode: 'follower',
    maxBatch: 500,
    openLane: (lane) => openLane(deps, lane),
  });

const openLane = async (deps: RepliesDeps, { partition }: Lane): Promise<LaneHandler> => {
  let next = await checkpointOf(deps, partition);
  const step = async (to: Offset, news: News | null): Promise<void> => {
    const from = next;
    const outcomes = await inTransaction(deps.pool, async (client) => {
      await client.query(`set local search_path to ${identifier(deps.schema)}`);
      await move(client, { partition, from, to });
      const on = { client, schema: deps.schema, now: deps.clock.now() };
      if (news !== null) return deliver(on, news);
      await forgetWaiting(on);
      return [];
    });
    next = to;
    outcomes.forEach((outcome) => tell(deps, news, outcome));
  };
  return {
    from: next,
    handle: async (batch) => {
      for (const record of batch) {
        const news = newsIn(record);
        if (news !== null) await traced(deps, record, () => step(record.offset + 1, news));
      }
      const end = (batch.at(-1)?.offset ?? next - 1) + 1;
      if (end > next) await step(end, null);
      return [];
    },
  };
};

/** Part of the trace that the person's reply began with. */
const traced = (
  { telemetry }: RepliesDeps,
  { headers }: LogRecord,
  work: () => Promise<void>,
): Promise<void> => {
  const { traceparent, ce_subject: conversation, ce_id: event } = headers;
  const attributes = {
    ...(conversation === undefined ? {} : { 'deskstream.conversation': conversation }),
    ...(event === undefined ? {} : { 'deskstream.event.id': event }),
  };
  return telemetry.step(
    'reply to web chat',
    { parent: traceparent, kind: 'consumer', attributes },
    work,
  );
};

/** What cannot be decoded is a dead letter already, of those who act on it. */
const newsIn = (record: LogRecord): News | null => {
  if (!isOfInterest(record.headers['ce_type'])) return null;
  const decoded = decodeEvent(record);
  return decoded.ok ? newsOf(decoded.value) : null;
};

const tell = ({ telemetry, logger }: RepliesDeps, news: News | null, outcome: Delivered): void => {
  telemetry.count('deskstream.web_chat.replies', 1, { outcome });
  if (outcome === 'chat-is-gone')
    logger.warn({ kind: news?.kind, outcome }, 'the web chat of a ticket does not exist');
  if (outcome === 'internal' && news?.kind === 'internal')
    logger.info(
      { workspace: news.workspace, ticket: news.ticket, outcome },
      'an internal comment is not delivered (S050)',
    );
};

const checkpointOf = async ({ pool, schema }: StoreOptions, partition: number): Promise<Offset> => {
  const { rows } = await pool.query<{ next: string }>(
    `select next from ${identifier(schema)}.web_chat_checkpoint where partition = $1`,
    [partition],
  );
  return Number(rows[0]?.next ?? 0);
};

interface Move {
  readonly partition: number;
  readonly from: Offset;
  readonly to: Offset;
}

/** Refuses when another process moved it meanwhile. */
const move = async (client: PoolClient, { partition, from, to }: Move): Promise<void> => {
  await client.query(
    'insert into web_chat_checkpoint (partition, next) values ($1, 0) on conflict do nothing',
    [partition],
  );
  const { rowCount } = await client.query(
    'update web_chat_checkpoint set next = $3 where partition = $1 and next = $2',
    [partition, from, to],
  );
  if (rowCount === 1) return;
  throw new InfraError(
    'WEB_CHAT.STALE_LANE',
    `Another process follows partition ${partition}; this one starts again from the checkpoint.`,
    true,
  );
};
