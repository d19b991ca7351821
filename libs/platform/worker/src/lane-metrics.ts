import type { Clock, Logger, RunningService, Telemetry } from '@deskstream/kernel';
import { messageOf } from '@deskstream/kernel';
import type { EventLog, LaneHandler, Processing, Topic } from '@deskstream/port-event-log';

export interface Measuring {
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** `handle` that counts records and tells how many came at once and how long they took. */
export const measured =
  ({ clock, telemetry }: Measuring, group: string, handle: LaneHandler['handle']) =>
  async (batch: Parameters<LaneHandler['handle']>[0]): ReturnType<LaneHandler['handle']> => {
    const began = clock.now();
    const drafts = await handle(batch);
    const labels = { group };
    telemetry.count('messaging.client.consumed.messages', batch.length, labels);
    telemetry.observe('messaging.process.duration', (clock.now() - began) / 1000, labels);
    telemetry.observe('deskstream.batch.size', batch.length, labels);
    return drafts;
  };

export interface BehindOptions extends Measuring {
  readonly log: Pick<EventLog, 'ends'>;
  readonly processing: Pick<Processing, 'lanes'>;
  readonly group: string;
  readonly topic: Topic;
  readonly logger: Logger;
  /** Default 15 000. */
  readonly everyMs?: number;
}

/** Tells how far the own lanes of a group are behind the end of their topic, until stopped; nothing where nobody looks. */
export const startBehind = (options: BehindOptions): Pick<RunningService, 'stop'> => {
  if (options.telemetry.gauge === undefined) return { stop: () => Promise.resolve() };
  const stopping = new AbortController();
  const running = tellOn(options, stopping.signal);
  return {
    stop: async () => {
      stopping.abort(new Error('stopping'));
      await running;
    },
  };
};

const tellOn = async (options: BehindOptions, signal: AbortSignal): Promise<void> => {
  const { clock, logger, group, telemetry, everyMs = 15_000 } = options;
  while (!signal.aborted) {
    await clock.sleep(everyMs, signal).catch(() => undefined);
    if (signal.aborted) return;
    try {
      telemetry.gauge?.('deskstream.log.behind', await behind(options), { group });
    } catch (error) {
      logger.debug({ group, error: messageOf(error) }, 'the end of the log cannot be read');
    }
  }
};

const behind = async ({ log, processing, topic }: BehindOptions): Promise<number> => {
  const ends = new Map((await log.ends(topic)).map(({ partition, end }) => [partition, end]));
  return processing
    .lanes()
    .reduce((sum, { partition, next }) => sum + Math.max(0, (ends.get(partition) ?? 0) - next), 0);
};
