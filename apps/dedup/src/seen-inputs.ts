import { TOPICS } from '@deskstream/contracts';
import type { EventLog, Lane, LogRecord, Position } from '@deskstream/port-event-log';

export const SOURCE = '/dedup';

/** Header of an input: the webhook record that made it, as `topic/partition/offset`. */
export const ORIGIN_HEADER = 'ce_origin';

export const placeOf = ({ topic, partition, offset }: Position): string =>
  `${topic}/${partition}/${offset}`;

/**
 * Inputs that this lane has passed on, newest `capacity` of them, each with the record that made it.
 * Never ahead of the log: it is rebuilt from the lane's own output whenever the lane is opened. What
 * has left it is still recognised by the fold; this memory saves work and explains itself.
 */
export class SeenInputs {
  readonly #origins = new Map<string, string>();

  constructor(private readonly capacity: number) {}

  static async rebuild(log: EventLog, lane: Lane, capacity: number): Promise<SeenInputs> {
    const seen = new SeenInputs(capacity);
    const ends = await log.ends(TOPICS.inputs);
    const mine = ends.find(({ partition }) => partition === lane.partition);
    if (mine === undefined) return seen;
    const from = Math.max(mine.start, mine.end - capacity);
    const range = { topic: TOPICS.inputs, partition: lane.partition, from, to: mine.end };
    for await (const record of log.readTopic(range)) seen.#recall(record);
    return seen;
  }

  originOf(inputId: string): string | undefined {
    return this.#origins.get(inputId);
  }

  remember(inputId: string, origin: string): void {
    this.#origins.set(inputId, origin);
    if (this.#origins.size <= this.capacity) return;
    const oldest = this.#origins.keys().next();
    if (!oldest.done) this.#origins.delete(oldest.value);
  }

  #recall({ headers }: LogRecord): void {
    const id = headers['ce_id'];
    const origin = headers[ORIGIN_HEADER];
    if (id !== undefined && origin !== undefined && headers['ce_source'] === SOURCE)
      this.remember(id, origin);
  }
}
