import type { EventRecord } from '@deskstream/contracts';
import { deadLetterOf, decodeEvent } from '@deskstream/contracts';
import { InfraError } from '@deskstream/kernel';
import type { Draft, Lane, LaneHandler, LogRecord } from '@deskstream/port-event-log';
import type { Selection, WorkOptions } from './work';

/**
 * Takes requests over from one partition of the log. Position and items move in one transaction; a
 * second follower of the lane finds the checkpoint moved, and its lane is opened again from there.
 */
export const openFollower = async (
  options: WorkOptions,
  lane: Lane,
  taken: () => void,
): Promise<LaneHandler> => {
  const { ledger, group, log } = options;
  let next = await ledger.checkpoint(group, lane.partition);
  return {
    from: next,
    handle: async (batch) => {
      const last = batch.at(-1);
      if (last === undefined) return [];
      const { selections, parked } = selectFrom(options, batch);
      if (parked.length > 0) await log.publish(parked);
      const outcome = await ledger.takeOver({
        group,
        partition: lane.partition,
        from: next,
        to: last.offset + 1,
        add: selections.flatMap(({ add }) => add ?? []),
        recall: selections.flatMap(({ recall }) => recall ?? []),
        drop: selections.flatMap(({ drop }) => drop ?? []),
      });
      if (outcome === 'stale') throw staleLane(group, lane.partition);
      next = last.offset + 1;
      taken();
      return [];
    },
  };
};

const selectFrom = (
  { select, group }: WorkOptions,
  batch: readonly LogRecord[],
): { selections: readonly Selection[]; parked: readonly Draft[] } => {
  const events: EventRecord[] = [];
  const parked: Draft[] = [];
  for (const record of batch) {
    const decoded = decodeEvent(record);
    if (decoded.ok) events.push(decoded.value);
    else parked.push(deadLetterOf(record, { step: group, because: decoded.because, attempts: 1 }));
  }
  return { selections: events.map(select), parked };
};

const staleLane = (group: string, partition: number): InfraError =>
  new InfraError(
    'WORK.STALE_LANE',
    `Another process of ${group} took partition ${partition} over; this one starts again from the checkpoint.`,
    true,
  );
