import type { Clock, Logger, RunningService, Telemetry } from '@deskstream/kernel';
import { messageOf } from '@deskstream/kernel';
import type { EventLog, Processing, ProcessOptions } from '@deskstream/port-event-log';
import { LaneHealth, watched } from './lane-health';
import { startBehind } from './lane-metrics';

export interface LanesOptions extends Omit<ProcessOptions, 'onLaneError' | 'onLaneEnded'> {
  readonly log: Pick<EventLog, 'process' | 'ends'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Batches are not measured without it. */
  readonly telemetry?: Telemetry;
  /** Not ready before the first assignment is known. */
  readonly awaitsPartitions?: boolean;
}

/** A consumer of a topic whose lanes open again when they fail; not ready while one of them cannot work. */
export const startLanes = async (given: LanesOptions): Promise<RunningService> => {
  const { log, clock, logger, telemetry, awaitsPartitions = false, ...options } = given;
  const { group } = options;
  const lanes = new LaneHealth(clock);
  const measuring = telemetry === undefined ? undefined : { clock, telemetry };
  const processing = await log.process({
    ...options,
    openLane: watched(lanes, options.openLane, measuring),
    onLaneError: (error, lane) => {
      if (!lanes.failed(lane.partition, error)) return;
      const fields = { ...lane, group, error: messageOf(error) };
      logger[options.mode === 'follower' ? 'warn' : 'error'](
        fields,
        'a lane closed; it opens again',
      );
    },
    onLaneEnded: ({ partition }) => lanes.forget(partition),
  });
  const behind = behindOf(given, processing);
  let assigned = !awaitsPartitions;
  void processing.ready().then(() => (assigned = true));
  return {
    name: group,
    ready: () =>
      assigned
        ? lanes.ready(group, processing)
        : { ok: false, because: `${group} waits for its partitions` },
    stop: async () => {
      await Promise.all([behind?.stop(), processing.stop()]);
    },
  };
};

/** A follower tells by its own position how far it is. */
const behindOf = (
  { telemetry, ...options }: LanesOptions,
  processing: Processing,
): Pick<RunningService, 'stop'> | null =>
  telemetry === undefined || options.mode === 'follower'
    ? null
    : startBehind({ ...options, telemetry, processing });
