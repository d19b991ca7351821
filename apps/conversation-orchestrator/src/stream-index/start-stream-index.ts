import { decodeEventEnvelope, deadLetterOf, TOPICS } from '@deskstream/contracts';
import type { Logger, RunningService } from '@deskstream/kernel';
import { InfraError, messageOf } from '@deskstream/kernel';
import type { EventLog, Lane, LaneHandler, LogRecord } from '@deskstream/port-event-log';
import type { IndexRow, StreamIndex } from '@deskstream/port-stream-index';

export const STREAM_INDEX_GROUP = 'conversation-orchestrator.stream-index';

export interface StreamIndexDeps {
  readonly log: EventLog;
  readonly index: StreamIndex;
  readonly logger: Logger;
  /** Told after rows became readable, for live views. */
  readonly onIndexed?: (rows: readonly IndexRow[]) => void;
}

/**
 * Follows its own writing, so that the AI does not depend on audit. Copies the event log into the stream index; rows and position move in one transaction.
 */
export const startStreamIndex = async (deps: StreamIndexDeps): Promise<RunningService> => {
  const following = await deps.log.process({
    group: STREAM_INDEX_GROUP,
    topic: TOPICS.events,
    mode: 'follower',
    maxBatch: 1_000,
    openLane: (lane) => openLane(deps, lane),
    onLaneError: (error, lane) =>
      deps.logger.warn(
        { ...lane, error: messageOf(error) },
        'an index lane closed; it opens again',
      ),
  });
  return { name: STREAM_INDEX_GROUP, ready: () => ({ ok: true }), stop: () => following.stop() };
};

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
