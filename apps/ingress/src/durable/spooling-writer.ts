import type { Clock } from '@deskstream/kernel';
import { hasCode } from '@deskstream/kernel';
import type { Telemetry } from '@deskstream/kernel';
import type { Draft, EventLog } from '@deskstream/port-event-log';
import type { WebhookSpool } from '@deskstream/port-webhook-spool';
import type { SpoolLimits } from '../limits';
import type { Circuit } from './circuit';
import type { WriteDurably } from './durable-writer';
import type { SpoolView } from './spool-view';
import { within } from './within';

export interface SpoolingDeps {
  readonly log: Pick<EventLog, 'publish'>;
  readonly spool: WebhookSpool;
  readonly circuit: Circuit;
  readonly view: SpoolView;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly limits: SpoolLimits;
}

/**
 * Into the log; into the spool while the log is away, and while anything of the same keys waits there.
 * The spool is asked after the request came, so what another replica spooled before is seen (ADR 19).
 */
export const spoolingWriter =
  (deps: SpoolingDeps): WriteDurably =>
  async (drafts) => {
    if (deps.circuit.isOpen()) return enqueue(deps, drafts);
    const keys = keysOf(drafts);
    const found = await deps.view.find(keys);
    if (found === 'waiting') return enqueue(deps, drafts);
    if (found === 'unknown' && (await enqueuedInDoubt(deps, drafts))) return;
    return publishOrEnqueue(deps, drafts);
  };

/** PostgreSQL is away, Kafka is not: taken directly, but never past what this replica knows to wait. */
const enqueuedInDoubt = async (deps: SpoolingDeps, drafts: readonly Draft[]): Promise<boolean> => {
  if (!deps.view.maybeWaiting()) return false;
  try {
    await enqueue(deps, drafts);
    return true;
  } catch (error) {
    if (deps.view.knows(keysOf(drafts))) throw error;
    return false;
  }
};

const publishOrEnqueue = async (deps: SpoolingDeps, drafts: readonly Draft[]): Promise<void> => {
  const { circuit, clock, limits, log } = deps;
  if (!circuit.enter()) return enqueue(deps, drafts);
  try {
    const terms = { ms: limits.publishMs, code: 'INGRESS.LOG_SLOW', what: 'the log' };
    await within(clock, terms, log.publish(drafts));
    circuit.succeeded();
  } catch (error) {
    if (hasCode(error, 'EVENT_LOG.TOO_LARGE')) {
      circuit.leave();
      throw error;
    }
    if (hasCode(error, 'EVENT_LOG.FULL')) circuit.leave();
    else circuit.failed(error);
    await enqueue(deps, drafts);
  }
};

const enqueue = async (
  { spool, view, clock, limits, telemetry }: SpoolingDeps,
  drafts: readonly Draft[],
): Promise<void> => {
  const terms = { ms: limits.addMs, code: 'SPOOL.SLOW', what: 'the spool' };
  await within(clock, terms, spool.add(drafts));
  view.note(keysOf(drafts));
  telemetry.count('deskstream.spool.added', drafts.length);
};

const keysOf = (drafts: readonly Draft[]) => [...new Set(drafts.map(({ key }) => key))];
