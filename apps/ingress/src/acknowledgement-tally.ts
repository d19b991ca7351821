import { encodeConnectionRecord } from '@deskstream/contracts';
import type { Clock, Logger } from '@deskstream/kernel';
import { messageOf } from '@deskstream/kernel';
import type { EventLog } from '@deskstream/port-event-log';
import { everyWhile } from './every-while';

/** One webhook that was answered with 200. */
export interface Acknowledged {
  readonly workspace: string;
  readonly vendor: string;
  readonly tookMs: number;
}

/** How fast webhooks are answered, added up and durable every half minute; what a stopped log does not take is lost. */
export interface AcknowledgementTally {
  add(acknowledged: Acknowledged): void;
  stop(): Promise<void>;
}

/** S010: answer within half a second; after five the vendor counts an error. */
const SLOW_MS = 500;
const LATE_MS = 5_000;

export const startAcknowledgementTally = (deps: {
  readonly log: Pick<EventLog, 'publish'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly everyMs?: number;
}): AcknowledgementTally => {
  const tallies = new Map<string, Tally>();
  const { stop } = everyWhile(deps, () => flush(deps, tallies));
  return { add: (acknowledged) => addTo(tallies, acknowledged, deps.clock.now()), stop };
};

interface Tally {
  readonly workspace: string;
  readonly vendor: string;
  readonly since: number;
  readonly at: number;
  readonly count: number;
  readonly slow: number;
  readonly late: number;
  readonly totalMs: number;
  readonly maxMs: number;
}

const addTo = (
  tallies: Map<string, Tally>,
  { workspace, vendor, tookMs }: Acknowledged,
  at: number,
): void => {
  const key = `${workspace}\n${vendor}`;
  const before = tallies.get(key) ?? { ...EMPTY, since: at };
  const took = Math.max(0, Math.round(tookMs));
  tallies.set(key, {
    workspace,
    vendor,
    since: before.since,
    at,
    count: before.count + 1,
    slow: before.slow + (took > SLOW_MS ? 1 : 0),
    late: before.late + (took > LATE_MS ? 1 : 0),
    totalMs: before.totalMs + took,
    maxMs: Math.max(before.maxMs, took),
  });
};

const EMPTY = { count: 0, slow: 0, late: 0, totalMs: 0, maxMs: 0 };

const flush = async (
  { log, logger }: { readonly log: Pick<EventLog, 'publish'>; readonly logger: Logger },
  tallies: Map<string, Tally>,
): Promise<void> => {
  if (tallies.size === 0) return;
  const taken = [...tallies.values()];
  tallies.clear();
  await log
    .publish(
      taken.map(({ workspace, vendor, at, ...data }) =>
        encodeConnectionRecord({ type: 'WebhooksAcknowledged', workspace, vendor, at, data }),
      ),
    )
    .catch((error: unknown) =>
      logger.warn({ error: messageOf(error) }, 'how fast webhooks were answered is lost'),
    );
};
