import { createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import { openDataSource, readMetrics, rebuildProjections } from '@deskstream/app-audit';
import { decodeEvent, topicCatalogue } from '@deskstream/contracts';
import type { Asked, Interval, MetricsFilter, Value } from '@deskstream/conversation-metrics';
import {
  beginOf,
  dayOf,
  emptyFacts,
  endFigure,
  ENDS,
  figuresOf,
  INTERVALS,
  measure,
  wasAsked,
} from '@deskstream/conversation-metrics';
import { systemClock } from '@deskstream/kernel';
import type { Draft, EventLog } from '@deskstream/port-event-log';
import type { TestDatabase } from '@deskstream/testing-harness';
import { testDatabase } from '@deskstream/testing-harness';
import { manySessions } from './histories';

const SIMULATED = 120;
const ZONES = ['UTC', 'Europe/Berlin', 'Pacific/Kiritimati', 'America/New_York'];
const everything = { workspace: null, vendor: null, channel: null };
const range = { from: '2026-09-01', to: '2026-12-31' };

/** A session's row, folded from its whole log at once. */
const factsOf = (events: readonly Draft[]) =>
  events.reduce((facts, { topic: _, value, key, headers }) => {
    const decoded = decodeEvent({ key, headers: headers ?? {}, value });
    if (!decoded.ok) throw new Error(decoded.because);
    return measure(facts, { seq: decoded.value.envelope.seq, event: decoded.value.event });
  }, emptyFacts);

/** Figures counted from scratch, period by period. */
const fromScratch = (rows: readonly Asked[], filter: MetricsFilter) => {
  const dayIn = ({ askedAt }: Asked) => dayOf(askedAt, filter.timeZone);
  const within = rows.filter((row) => dayIn(row) >= filter.from && dayIn(row) <= filter.to);
  const byPeriod = Map.groupBy(within, (row) => beginOf(dayIn(row), filter.interval));
  return {
    total: figuresOf(within),
    of: (period: string): ReadonlyMap<string, Value> => figuresOf(byPeriod.get(period) ?? []),
  };
};

describe('the figures of the projection', () => {
  let database: TestDatabase;
  let log: EventLog;
  let dataSource: Awaited<ReturnType<typeof openDataSource>>;
  let stories: readonly (readonly Draft[])[];
  let rows: readonly Asked[];

  beforeAll(async () => {
    stories = await manySessions(SIMULATED);
    rows = stories.map(factsOf).filter(wasAsked);
    database = await testDatabase();
    dataSource = await openDataSource(database.url, database.schema);
    log = createMemoryEventLog({ clock: systemClock });
    await log.provision(topicCatalogue(3));
    // Interleaved: each session goes on where the last batch left it.
    for (let at = 0; stories.some((events) => at < events.length); at += 5)
      await log.publish(stories.flatMap((events) => events.slice(at, at + 5)));
    await rebuildProjections({ log, dataSource });
  });

  afterAll(async () => {
    await dataSource.destroy();
    await log.close();
    await database.drop();
  });

  it('come from sessions of many kinds', () => {
    const { total } = fromScratch(rows, {
      ...everything,
      ...range,
      timeZone: 'UTC',
      interval: 'day',
    });
    expect(total.get('conversations')).toBe(rows.length);
    const ends = ENDS.filter((end) => end !== 'open-unanswered').map(endFigure);
    for (const name of [...ends, 'person_replies', 'handoffs', 'handoffs_failed'])
      expect([name, Number(total.get(name)) > 0]).toEqual([name, true]);
  });

  it.each(ZONES.flatMap((zone) => INTERVALS.map((each) => [zone, each] as [string, Interval])))(
    'equal those counted from scratch: %s, by %s',
    async (timeZone, interval) => {
      const filter: MetricsFilter = { ...everything, ...range, timeZone, interval };
      const { figures, periods } = await readMetrics(dataSource, filter);
      const scratch = fromScratch(rows, filter);
      for (const { name, total, values } of figures)
        expect([name, total, ...values]).toEqual([
          name,
          scratch.total.get(name),
          ...periods.map((period) => scratch.of(period).get(name)),
        ]);
    },
  );

  it('cut a range in the middle of a period by its days', async () => {
    const filter: MetricsFilter = {
      ...everything,
      ...{ from: '2026-09-23', to: '2026-10-07', timeZone: 'America/New_York', interval: 'week' },
    };
    const { figures } = await readMetrics(dataSource, filter);
    const scratch = fromScratch(rows, filter);
    expect(figures.map(({ name, total }) => [name, total])).toEqual(
      figures.map(({ name }) => [name, scratch.total.get(name)]),
    );
  });
});
