import { encodeConnectionRecord } from '@deskstream/contracts';
import type { WebhooksRefused } from '@deskstream/contracts';
import type { Clock, Logger } from '@deskstream/kernel';
import { messageOf } from '@deskstream/kernel';
import type { EventLog } from '@deskstream/port-event-log';
import { everyWhile } from './every-while';

/** One request to a known address that brought nothing into the log. */
export interface Refused extends Pick<WebhooksRefused, 'code' | 'status' | 'vendorTopic'> {
  readonly workspace: string;
  readonly vendor: string;
  readonly address: string;
}

/** Adds refusals up and makes them durable every half minute; what the log does not take is kept for the next time. */
export interface RefusalTally {
  add(refused: Refused): void;
  stop(): Promise<void>;
}

/** Kinds kept apart; codes and topics beyond it share `OTHER`, so that nobody can fill the memory. */
const KINDS = 500;

export const startRefusalTally = (deps: {
  readonly log: Pick<EventLog, 'publish'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly everyMs?: number;
}): RefusalTally => {
  const tallies = new Map<string, Tally>();
  const { stop } = everyWhile(deps, () => flush(deps, tallies));
  return { add: (refused) => addTo(tallies, refused, deps.clock.now()), stop };
};

interface Tally {
  readonly refused: Refused;
  readonly since: number;
  readonly at: number;
  readonly count: number;
}

const addTo = (tallies: Map<string, Tally>, refused: Refused, at: number): void => {
  const { workspace, vendor, code, vendorTopic } = refused;
  const key = [workspace, vendor, code, vendorTopic].join('\n');
  if (!tallies.has(key) && tallies.size >= KINDS && code !== 'OTHER')
    return addTo(tallies, { ...withoutTopic(refused), code: 'OTHER' }, at);
  const before = tallies.get(key);
  const since = before?.since ?? at;
  tallies.set(key, { refused, since, at, count: (before?.count ?? 0) + 1 });
};

const withoutTopic = ({ vendorTopic: _, ...refused }: Refused): Refused => refused;

const flush = async (
  { log, logger }: { readonly log: Pick<EventLog, 'publish'>; readonly logger: Logger },
  tallies: Map<string, Tally>,
): Promise<void> => {
  if (tallies.size === 0) return;
  const taken = [...tallies];
  tallies.clear();
  try {
    await log.publish(taken.map(([, tally]) => draftOf(tally)));
  } catch (error) {
    for (const [key, tally] of taken) tallies.set(key, joined(tally, tallies.get(key)));
    logger.warn({ error: messageOf(error) }, 'counts of refused webhooks wait for the log');
  }
};

const joined = (earlier: Tally, later: Tally | undefined): Tally =>
  later === undefined
    ? earlier
    : { ...later, since: earlier.since, count: earlier.count + later.count };

const draftOf = ({ refused, since, at, count }: Tally) => {
  const { workspace, vendor, ...data } = refused;
  return encodeConnectionRecord({
    type: 'WebhooksRefused',
    workspace,
    vendor,
    at,
    data: { ...data, since, count },
  });
};
