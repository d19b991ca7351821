import { encodeInput, inputIdOf } from '@deskstream/contracts';
import type { EpochMs, PartitionKey } from '@deskstream/kernel';
import { hasCode, messageOf, partitionKey } from '@deskstream/kernel';
import type { CallResult, CanonicalFact } from '@deskstream/port-vendor';
import type { Checking, GapDeps } from './check';
import type { Known } from './known';
import { isBusy, readKnown } from './known';
import type { Missing } from './missing';
import { missingOf } from './missing';

export interface Changed {
  readonly conversation: string;
  readonly updatedAt: EpochMs;
}

/** `stop`: nothing more is asked of this vendor now. */
export type Compared =
  | { readonly kind: 'next' }
  | { readonly kind: 'stop'; readonly because: string; readonly retryAt: EpochMs | null };

const NEXT: Compared = { kind: 'next' };
/** Vendors' times are coarse: a little is read twice, and known by its ids. */
const OVERLAP_MS = 60_000;

/**
 * One changed conversation against the log. Its thread is read here and only read; what is missing
 * is brought by the log itself, which asks for a read of its own.
 */
export const compare = async (checking: Checking, changed: Changed): Promise<Compared> => {
  const { deps, check, tally } = checking;
  const { workspace, vendor } = check.connection;
  const key = partitionKey({ workspace, vendor, conversation: changed.conversation });
  if ((check.compared.get(key) ?? -1) >= changed.updatedAt) return NEXT;
  const known = await readKnown(deps.index, key).catch((error: unknown) => unfoldable(deps, error));
  if (known === null) return NEXT;
  if (known.state.status === 'deleted' || known.readAt > changed.updatedAt) return NEXT;
  if (isBusy(known)) {
    tally.busy += 1;
    pin(checking, changed);
    return NEXT;
  }
  return read(checking, changed, { key, known });
};

/** One broken stream does not keep the others from being compared. */
const unfoldable = ({ logger }: GapDeps, error: unknown): null => {
  if (!hasCode(error, 'GAPS.LOG_BROKEN')) throw error;
  logger.error({ error: messageOf(error) }, 'a conversation cannot be compared');
  return null;
};

interface Subject {
  readonly key: PartitionKey;
  readonly known: Known;
}

const read = async (checking: Checking, changed: Changed, subject: Subject): Promise<Compared> => {
  const { check, tally } = checking;
  const { connection, signal } = check;
  const { conversation } = changed;
  const vendor = checking.deps.vendors.find((each) => each.vendor === connection.vendor);
  if (vendor === undefined) return { kind: 'stop', because: 'no such vendor', retryAt: null };
  const since = sinceOf(checking);
  const result = await vendor.perform({ kind: 'read', conversation, since }, connection, signal);
  tally.compared += 1;
  if (result.kind !== 'done') return unread(checking, changed, result);
  await judge(checking, changed, subject, result.facts ?? []);
  return NEXT;
};

/** As far back as it was watched: a message that was missed may be older than the last change. */
const sinceOf = ({ check, until }: Checking): EpochMs =>
  Math.min(check.since, Math.max(check.historyBefore, until - check.limits.lookBackMs));

const judge = async (
  checking: Checking,
  changed: Changed,
  subject: Subject,
  facts: readonly CanonicalFact[],
): Promise<void> => {
  const { check, until } = checking;
  const range = { since: sinceOf(checking), until };
  const missing = missingOf(facts, subject.known.state, range);
  if (missing === null) check.compared.set(subject.key, changed.updatedAt);
  else await suspect(checking, changed, subject, missing);
};

/** The id names conversation and change, so that a repeat says nothing new; a read that failed is asked for again. */
const suspect = async (
  checking: Checking,
  changed: Changed,
  { key, known }: Subject,
  missing: Missing,
): Promise<void> => {
  const { deps, check, step, tally } = checking;
  const since = known.events === 0 ? 0 : Math.max(0, missing.from - OVERLAP_MS);
  const { conversation } = changed;
  tally.suspects.push({ conversation, messages: missing.messages, since });
  pin(checking, changed);
  if (check.dryRun) return;
  const id = inputIdOf(key, 'GapSuspected', `${changed.updatedAt}/${known.failedReads}`);
  const envelope = {
    id,
    source: '/gap-finder',
    subject: key,
    time: deps.clock.now(),
    correlationId: id,
    causationId: id,
    ...(step.traceparent === undefined ? {} : { traceparent: step.traceparent }),
  };
  const because = becauseOf(missing, check.connection.vendor);
  await deps.log.publish([
    encodeInput(envelope, { type: 'GapSuspected', data: { because, since } }),
  ]);
};

const becauseOf = ({ messages, assignment }: Missing, vendor: string): string => {
  const things = [
    ...(messages > 0 ? [`${messages} ${messages === 1 ? 'message' : 'messages'}`] : []),
    ...(assignment ? ['an assignment'] : []),
  ];
  return `no webhook told of ${things.join(' and ')} at ${vendor}`;
};

const pin = ({ tally }: Checking, { updatedAt }: Changed): void => {
  tally.pinned = Math.min(tally.pinned, updatedAt);
};

const unread = (
  { deps, check }: Checking,
  changed: Changed,
  result: Exclude<CallResult, { readonly kind: 'done' }>,
): Compared => {
  switch (result.kind) {
    case 'throttled':
      return { kind: 'stop', because: 'throttled', retryAt: result.retryAt };
    case 'rejected': {
      const { workspace, vendor } = check.connection;
      const { conversation } = changed;
      deps.logger.warn(
        { workspace, vendor, conversation, code: result.code },
        'a thread is not readable',
      );
      return NEXT;
    }
    case 'unreachable':
    case 'unknown':
      return { kind: 'stop', because: result.because, retryAt: null };
  }
};
