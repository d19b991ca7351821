import type { Clock } from '@deskstream/kernel';
import { hasCode } from '@deskstream/kernel';
import type { Telemetry } from '@deskstream/kernel';
import type { Draft, EventLog } from '@deskstream/port-event-log';
import type { WebhookSpool } from '@deskstream/port-webhook-spool';
import type { SpoolLimits } from '../limits';
import type { Circuit } from './circuit';
import type { WriteDurably } from './durable-writer';
import { spoolTerms } from './spool-view';
import type { SpoolView } from './spool-view';
import { logTerms, timeLimit } from './time-limit';
import type { TimeLimit } from './time-limit';

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
export const spoolingWriter = (options: SpoolingDeps): WriteDurably => {
  const { clock, limits } = options;
  const deps: WriterDeps = {
    ...options,
    publishing: timeLimit(clock, logTerms(limits.publishMs)),
    adding: timeLimit(clock, spoolTerms(limits.addMs)),
  };
  return async (drafts) => {
    if (deps.circuit.isOpen()) return enqueue(deps, drafts);
    const keys = keysOf(drafts);
    const found = await deps.view.find(keys);
    if (found === 'waiting') return enqueue(deps, drafts);
    if (found === 'unknown' && (await enqueuedInDoubt(deps, drafts))) return;
    return publishOrEnqueue(deps, drafts);
  };
};

interface WriterDeps extends SpoolingDeps {
  readonly publishing: TimeLimit;
  readonly adding: TimeLimit;
}

/** PostgreSQL is away, Kafka is not: taken directly, but never past what this replica knows to wait. */
const enqueuedInDoubt = async (deps: WriterDeps, drafts: readonly Draft[]): Promise<boolean> => {
  if (!deps.view.maybeWaiting()) return false;
  try {
    await enqueue(deps, drafts);
    return true;
  } catch (error) {
    if (deps.view.knows(keysOf(drafts))) throw error;
    return false;
  }
};

const publishOrEnqueue = async (deps: WriterDeps, drafts: readonly Draft[]): Promise<void> => {
  const { circuit, publishing, log } = deps;
  if (!circuit.enter()) return enqueue(deps, drafts);
  try {
    await publishing(log.publish(drafts));
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
  { spool, view, adding, telemetry }: WriterDeps,
  drafts: readonly Draft[],
): Promise<void> => {
  await adding(spool.add(drafts));
  view.note(keysOf(drafts));
  telemetry.count('deskstream.spool.added', drafts.length);
};

const keysOf = (drafts: readonly Draft[]) => [...new Set(drafts.map(({ key }) => key))];
