import { createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import { redriven, TOPICS } from '@deskstream/contracts';
import type { DispatchLimits } from '@deskstream/dispatch-domain';
import type { LogRecord } from '@deskstream/port-event-log';
import type { Random, SimulatedProcess } from '@deskstream/testing-simulation';
import type { System } from './system';

/** Soon given up, so that there is something to redrive. */
export const impatient: Partial<DispatchLimits> = { maxCalls: 2, maxMisses: 1 };

/** Answers get lost, and looking does not help: what is given up then may have arrived. */
export const blind = { failedAfter: 0.3, unreadable: 0.4 } as const;

export interface OperatorOptions {
  readonly system: Pick<System, 'broker'>;
  readonly world: SimulatedProcess;
  readonly random: Random;
  /** While it lasts, not everything is redriven that could be. */
  readonly trouble: () => boolean;
}

export interface Operator {
  /** Everything that was given up has been redriven. */
  isThrough(): boolean;
}

/** Nobody redrives anything. */
export const noOperator: Operator = { isThrough: () => true };

/** Redrives calls that were given up, now and then twice, as `deskstream redrive` does; in the end all of them. */
export const startOperator = (options: OperatorOptions): Operator => {
  const { system, world, random, trouble } = options;
  const { clock, at } = world;
  const log = createMemoryEventLog({ broker: system.broker, clock, at, processName: 'operator' });
  const done = new Set<string>();
  const parked = () => givenUpIn(system).filter((record) => !done.has(placeOf(record)));
  const look = async (): Promise<void> => {
    for (const record of parked()) {
      if (trouble() && random.chance(0.5)) continue;
      const draft = redriven(record);
      if (draft === null) continue;
      await log.publish(random.chance(0.2) ? [draft, draft] : [draft]);
      done.add(placeOf(record));
    }
  };
  const work = async (): Promise<never> => {
    for (;;) {
      await clock.sleep(random.between(2_000, 30_000));
      await look();
    }
  };
  void work();
  return { isThrough: () => parked().length === 0 };
};

const givenUpIn = ({ broker }: Pick<System, 'broker'>): readonly LogRecord[] =>
  broker
    .records(TOPICS.deadLetters)
    .flat()
    .filter(({ headers }) => headers['dl_step'] === 'vendor-dispatcher.call');

const placeOf = ({ partition, offset }: LogRecord): string => `${partition}:${offset}`;
