import { BadRequestException } from '@nestjs/common';
import type { Day, Interval, MetricsFilter } from '@deskstream/conversation-metrics';
import { dayOf, periodsOf, shifted } from '@deskstream/conversation-metrics';
import type { MetricsQuery } from './metrics.dto';

const DAYS = 28;
/** A year of days. */
const MOST_PERIODS = 366;

/** The query with what it leaves out. `now`: ms. */
export const chosenFilter = (query: MetricsQuery, now: number): MetricsFilter => {
  const { timeZone, interval } = query;
  const to = query.to ?? dayOf(now, timeZone);
  const from = query.from ?? shifted(to, 1 - DAYS);
  if (from > to)
    throw new BadRequestException(`The first day, ${from}, is after the last one, ${to}.`);
  if (isTooLong(from, to, interval))
    throw new BadRequestException(
      `That is more than ${MOST_PERIODS} periods. Choose a shorter time, or a longer interval.`,
    );
  const { workspace = null, vendor = null, channel = null } = query;
  return { workspace, vendor, channel, from, to, timeZone, interval };
};

/** A range of many years is refused before its periods are listed. */
const isTooLong = (from: Day, to: Day, interval: Interval): boolean =>
  to > shifted(from, MOST_PERIODS * LENGTHS[interval]) ||
  periodsOf(from, to, interval).length > MOST_PERIODS;

const LENGTHS = { day: 1, week: 7, month: 31 } as const;
