import type { Clock, Logger, RunningService } from '@deskstream/kernel';
import { InfraError, systemClock } from '@deskstream/kernel';
import { startLanes } from '@deskstream/platform-worker';
import type { EventLog, Lane, LaneHandler, LogRecord, Offset } from '@deskstream/port-event-log';
import type { DataSource, EntityManager } from 'typeorm';
import { CheckpointEntity } from '../database/entities';
import type { Projection } from './projection';

export interface FollowDeps {
  readonly log: EventLog;
  readonly dataSource: DataSource;
  readonly logger: Logger;
  readonly clock?: Clock;
}

/** Keeps one projection current. Rows and checkpoint move together, so a crash between batches loses and doubles nothing. */
export const follow = (deps: FollowDeps, projection: Projection): Promise<RunningService> =>
  startLanes({
    log: deps.log,
    clock: deps.clock ?? systemClock,
    logger: deps.logger,
    group: `audit.${projection.name}`,
    topic: projection.topic,
    mode: 'follower',
    maxBatch: 500,
    openLane: (lane) => openLane(deps, projection, lane),
  });

/** Applies one batch and moves the checkpoint from `from` to `to`; refuses when it is not at `from`. */
export const applyBatch = (
  { dataSource }: Pick<FollowDeps, 'dataSource'>,
  projection: Projection,
  step: { readonly partition: number; readonly from: Offset; readonly batch: readonly LogRecord[] },
): Promise<Offset> =>
  dataSource.transaction(async (manager) => {
    const to = (step.batch.at(-1)?.offset ?? step.from - 1) + 1;
    await move(manager, projection.name, { ...step, to });
    await projection.apply(manager, step.batch);
    return to;
  });

export const checkpointOf = async (
  { dataSource }: Pick<FollowDeps, 'dataSource'>,
  projection: Projection,
  partition: number,
): Promise<Offset> => {
  const row = await dataSource.manager.findOneBy(CheckpointEntity, {
    projection: projection.name,
    partition,
  });
  return Number(row?.next ?? 0);
};

const openLane = async (
  deps: FollowDeps,
  projection: Projection,
  { partition }: Lane,
): Promise<LaneHandler> => {
  let next = await checkpointOf(deps, projection, partition);
  return {
    from: next,
    handle: async (batch) => {
      next = await applyBatch(deps, projection, { partition, from: next, batch });
      return [];
    },
  };
};

const move = async (
  manager: EntityManager,
  projection: string,
  {
    partition,
    from,
    to,
  }: { readonly partition: number; readonly from: Offset; readonly to: Offset },
): Promise<void> => {
  await manager.query(
    'insert into checkpoint (projection, partition, next) values ($1, $2, 0) on conflict do nothing',
    [projection, partition],
  );
  const [, moved] = await manager.query<[unknown, number]>(
    'update checkpoint set next = $4 where projection = $1 and partition = $2 and next = $3',
    [projection, partition, from, to],
  );
  if (moved === 1) return;
  throw new InfraError(
    'AUDIT.STALE_LANE',
    `Another process wrote ${projection} of partition ${partition} meanwhile; this one starts again from the checkpoint.`,
    true,
  );
};
