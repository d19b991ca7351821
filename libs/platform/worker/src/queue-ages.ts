import type { Clock, Logger, RunningService, Telemetry } from '@deskstream/kernel';
import { messageOf, repeat } from '@deskstream/kernel';
import type { QueueAge, WorkLedger } from '@deskstream/port-work-ledger';

export interface QueueAgesOptions {
  readonly group: string;
  readonly ledger: Pick<WorkLedger, 'ages'>;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly logger: Logger;
  /** Default 15 000. */
  readonly everyMs?: number;
}

/** Tells how much waits and for how long, by queue and kind, until stopped. Does nothing where nobody looks. */
export const startQueueAges = (options: QueueAgesOptions): Pick<RunningService, 'stop'> => {
  if (options.telemetry.gauge === undefined) return { stop: () => Promise.resolve() };
  const { clock, logger, group, everyMs = 15_000 } = options;
  let told: readonly QueueAge[] = [];
  return repeat(clock, async () => {
    try {
      told = await measure(options, told);
    } catch (error) {
      logger.warn({ group, error: messageOf(error) }, 'the age of queues cannot be read');
    }
    return everyMs;
  });
};

/** What was told before and is empty now is told as empty once more. */
const measure = async (
  { ledger, group, clock, telemetry }: QueueAgesOptions,
  before: readonly QueueAge[],
): Promise<readonly QueueAge[]> => {
  const ages = await ledger.ages(group);
  const now = clock.now();
  const names = new Set(ages.map(nameOf));
  const gone = before.filter((age) => !names.has(nameOf(age)));
  for (const { workspace, queue, kind, open, oldestDueAt } of [
    ...ages,
    ...gone.map((age) => ({ ...age, open: 0, oldestDueAt: now })),
  ]) {
    const labels = { group, workspace, queue, kind };
    telemetry.gauge?.('deskstream.work.open', open, labels);
    telemetry.gauge?.('deskstream.work.oldest', Math.max(0, now - oldestDueAt) / 1000, labels);
  }
  return ages;
};

const nameOf = ({ workspace, queue, kind }: QueueAge): string =>
  JSON.stringify([workspace, queue, kind]);
