import { dayAndTime, shortTime } from './time';
import { useNow } from './use-now';

/** When something was, as short as it can be said; the whole date stands in its title. */
export const When = ({ at }: { at: number }) => (
  <time dateTime={new Date(at).toISOString()} title={dayAndTime(at)}>
    {shortTime(at, useNow(MINUTE))}
  </time>
);

const MINUTE = 60_000;
