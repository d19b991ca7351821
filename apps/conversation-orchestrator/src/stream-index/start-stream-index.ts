import { decodeEventEnvelope, deadLetterOf, TOPICS } from '@deskstream/contracts';
import type { Clock, Logger, RunningService } from '@deskstream/kernel';
import { InfraError, systemClock } from '@deskstream/kernel';
import { startLanes } from '@deskstream/platform-worker';
import type { EventLog, Lane, LaneHandler, LogRecord, Offset } from '@deskstream/port-event-log';
import type { IndexRow, StreamIndex } from '@deskstream/port-stream-index';

export const STREAM_INDEX_GROUP = 'conversation-orchestrator.stream-index';

export interface StreamIndexDeps {
  readonly log: EventLog;
  readonly index: StreamIndex;
  readonly logger: Logger;
  readonly clock?: Clock;
  /** Told after rows became readable, for live views. */
  readonly onIndexed?: (rows: readonly IndexRow[]) => void;
}

/**
 * Follows its own writing, so that the AI does not depend on audit. Copies the event log into the stream index; rows and position move in one transaction.
 */
export const startStreamIndex = (deps: StreamIndexDeps): Promise<RunningService> =>
  startLanes({
    log: deps.log,
    clock: deps.clock ?? systemClock,
    logger: deps.logger,
    group: STREAM_INDEX_GROUP,
    topic: TOPICS.events,
    mode: 'follower',
    maxBatch: 1_000,
    openLane: (lane) => openLane(deps, lane),
  });

const openLane = async (deps: StreamIndexDeps, { partition }: Lane): Promise<LaneHandler> => {
  let next = await deps.index.checkpoint(partition);
  return {
    from: next,
    handle: async (batch) => {
      const last = batch.at(-1);
      if (last === undefined) return [];
      const rows = await rowsOf(deps.log, batch);
      const to = last.offset + 1;
      if ((await deps.index.write({ partition, from: next, to, rows })) === 'stale')
        throw staleLane(partition);
      next = to;
      deps.onIndexed?.(rows);
      return [];
    },
  };
};

const BATCH = 1_000;

/**
 * Indexes one partition up to an offset: the catching up of a rebuild. Where a follower works beside
 * it, whichever is behind starts again from the checkpoint.
 */
export const indexPartition = async (
  deps: Pick<StreamIndexDeps, 'log' | 'index'>,
  upTo: { readonly partition: number; readonly to: Offset },
  progress: (records: number) => void = () => undefined,
): Promise<void> => {
  while ((await indexOnce(deps, upTo, progress)) === 'stale');
};

const indexOnce = async (
  { log, index }: Pick<StreamIndexDeps, 'log' | 'index'>,
  { partition, to: end }: { readonly partition: number; readonly to: Offset },
  progress: (records: number) => void,
): Promise<'written' | 'stale'> => {
  let from = await index.checkpoint(partition);
  let batch: LogRecord[] = [];
  const flush = async () => {
    const to = (batch.at(-1)?.offset ?? from - 1) + 1;
    const outcome = await index.write({ partition, from, to, rows: await rowsOf(log, batch) });
    progress(batch.length);
    from = to;
    batch = [];
    return outcome;
  };
  for await (const record of log.readTopic({ topic: TOPICS.events, partition, from, to: end })) {
    batch.push(record);
    if (batch.length === BATCH && (await flush()) === 'stale') return 'stale';
  }
  return batch.length === 0 ? 'written' : flush();
};

/** A record without an envelope is parked: it belongs to no stream. */
const rowsOf = async (log: EventLog, batch: readonly LogRecord[]): Promise<readonly IndexRow[]> => {
  const rows: IndexRow[] = [];
  for (const record of batch) {
    const envelope = decodeEventEnvelope(record);
    if (envelope.ok) {
      const { seq, id: eventId, type, time: at } = envelope.value;
      rows.push({ key: record.key, seq, eventId, type, at, record });
    } else {
      const reason = { step: STREAM_INDEX_GROUP, because: envelope.because, attempts: 1 };
      await log.publish([deadLetterOf(record, reason)]);
    }
  }
  return rows;
};

const staleLane = (partition: number): InfraError =>
  new InfraError(
    'ORCHESTRATOR.STALE_INDEX_LANE',
    `Another process indexed partition ${partition} meanwhile; this one starts again from the checkpoint.`,
    true,
  );
