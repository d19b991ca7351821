import { TOPICS } from '@deskstream/contracts';
import type { EventLog, LogRecord } from '@deskstream/port-event-log';
import type { BenchResult } from './result';
import { median } from './result';

interface Moment {
  readonly what: string;
  readonly at: number;
}

/** Where the milliseconds go: by what stands in the log, from one thing it tells of to the next. */
export const latencySteps = async (
  log: EventLog,
  skipped: number,
): Promise<readonly BenchResult[]> => {
  const conversations = await momentsByKey(log);
  const waits = new Map<string, number[]>();
  for (const moments of [...conversations.values()].slice(skipped))
    moments.forEach(({ what, at }, index) => {
      const before = moments[index - 1];
      if (before === undefined) return;
      const step = `${before.what} → ${what}`;
      waits.set(step, [...(waits.get(step) ?? []), at - before.at]);
    });
  return [...waits]
    .filter(([, each]) => each.length > (conversations.size - skipped) / 2)
    .map(([step, each]) => ({
      name: `of that: ${step}`,
      unit: 'ms',
      ours: median(each),
      limit: null,
      against: 'times of the records in the log, p50',
      aim: '–',
      ratio: null,
    }));
};

const ROUTE = [TOPICS.webhooks, TOPICS.inputs, TOPICS.events];

/** One moment for all records of a step; in the order in which they were made. */
const momentsByKey = async (log: EventLog): Promise<ReadonlyMap<string, readonly Moment[]>> => {
  const moments = new Map<string, Moment[]>();
  for (const topic of ROUTE)
    for await (const record of recordsOf(log, topic)) {
      const own = moments.get(record.key) ?? [];
      if (own.at(-1)?.at !== record.timestamp) own.push(momentOf(record));
      moments.set(record.key, own);
    }
  for (const own of moments.values()) own.sort((a, b) => a.at - b.at);
  return moments;
};

const momentOf = ({ headers, timestamp }: LogRecord): Moment => ({
  what: headers['ce_type'] ?? '',
  at: timestamp,
});

async function* recordsOf(log: EventLog, topic: string): AsyncIterable<LogRecord> {
  for (const { partition, start: from, end: to } of await log.ends(topic))
    yield* log.readTopic({ topic, partition, from, to });
}
