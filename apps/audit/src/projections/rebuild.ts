import { createHash } from 'node:crypto';
import { hasCode } from '@deskstream/kernel';
import type { DataSource } from 'typeorm';
import type { EventLog, LogRecord, PartitionEnds } from '@deskstream/port-event-log';
import { connections, connectionTopics } from './connections.projection';
import { deliveries, deliveryInputs } from './deliveries.projection';
import { gapChecks } from './gap-checks.projection';
import { applyBatch, checkpointOf } from './follow';
import type { Projection } from './projection';
import { sessionMetrics } from './session-metrics.projection';
import { sessions } from './sessions.projection';

export const PROJECTIONS: readonly Projection[] = [
  sessions,
  sessionMetrics,
  deliveries,
  deliveryInputs,
  connectionTopics,
  connections,
  gapChecks,
];

const BATCH = 500;

/** Forgets every projection and folds the log again. Running followers notice and start again from their checkpoint. */
export const rebuildProjections = async (
  { log, dataSource }: { readonly log: EventLog; readonly dataSource: DataSource },
  progress: (records: number) => void = () => undefined,
): Promise<void> => {
  for (const projection of PROJECTIONS) {
    const ends = await log.ends(projection.topic);
    await dataSource.transaction(async (manager) => {
      await manager.query('delete from checkpoint where projection = $1', [projection.name]);
      await projection.reset(manager);
    });
    for (const end of ends) await refold({ log, dataSource }, projection, end, progress);
  }
};

/** A follower that works beside it may be ahead: then it goes on from the checkpoint. */
const refold = async (
  deps: { readonly log: EventLog; readonly dataSource: DataSource },
  projection: Projection,
  { partition, start, end }: PartitionEnds,
  progress: (records: number) => void,
): Promise<void> => {
  for (;;) {
    const from = await checkpointOf(deps, projection, partition);
    const range = { topic: projection.topic, partition, from: Math.max(start, from), to: end };
    const batch = await nextBatch(deps.log, range);
    if (batch.length === 0) return;
    await applyBatch(deps, projection, { partition, from, batch }).catch((error: unknown) => {
      if (!hasCode(error, 'AUDIT.STALE_LANE')) throw error;
    });
    progress(batch.length);
  }
};

const nextBatch = async (
  log: EventLog,
  range: { topic: string; partition: number; from: number; to: number },
): Promise<readonly LogRecord[]> => {
  const batch: LogRecord[] = [];
  for await (const record of log.readTopic(range)) {
    batch.push(record);
    if (batch.length === BATCH) break;
  }
  return batch;
};

/** SHA-256 of all rows in a fixed order: equal after every build of the same log (P7). */
export const projectionDigest = async (dataSource: DataSource): Promise<string> => {
  const hash = createHash('sha256');
  for (const [table, order] of [
    ['session', 'key'],
    ['session_metrics', 'key'],
    ['delivery', 'id'],
    ['delivery_input', 'id'],
    ['connection_topic', "(workspace || '/' || vendor || '/' || vendor_topic)"],
    ['connection_refusal', 'id'],
    ['connection_verification', 'id'],
    ['connection_acknowledgement', 'id'],
    ['connection_gap_check', "(workspace || '/' || vendor)"],
  ]) {
    const rows: unknown = await dataSource.query(
      `select * from ${table} order by ${order} collate "C"`,
    );
    hash.update(JSON.stringify(rows));
  }
  return hash.digest('hex');
};
