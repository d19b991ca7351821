import type { GapCheckFinished } from '@deskstream/contracts';
import type { EpochMs } from '@deskstream/kernel';
import type { Checking, GapCheck, GapDeps, GapReport } from './check';
import { compare } from './compare';
import type { Changed } from './compare';

/** Looks at the list of changes, and time, that one check may cost. */
const MAX_LOOKS = 30;
const MAX_MS = 60_000;
/** A shorter stretch is not divided when its list is too long. */
const SHORTEST_MS = 1_000;

/**
 * Compares what changed at a help desk since `since` with the log. Goes from old to new, so that what
 * was done need not be done again when it is stopped; asks for nothing when the vendor wants no more.
 */
export const checkConnection = (deps: GapDeps, check: GapCheck): Promise<GapReport> => {
  const { workspace, vendor } = check.connection;
  const attributes = { 'deskstream.workspace': workspace, 'deskstream.vendor': vendor };
  return deps.telemetry.step(
    `find gaps ${vendor}`,
    { kind: 'internal', attributes },
    async (step) => {
      const startedAt = deps.clock.now();
      const until = Math.max(check.since, startedAt - check.limits.minimumAgeMs);
      const tally = { listed: 0, compared: 0, busy: 0, suspects: [], pinned: until };
      const checking: Checking = { deps, check, step, until, startedAt, tally };
      const report = reportOf(checking, await walk(checking));
      step.set('deskstream.outcome', report.finished.result);
      tell(deps, check, report);
      return report;
    },
  );
};

/** How far it came, and what ended it before the end. */
interface Walked {
  readonly reached: EpochMs;
  readonly result: GapCheckFinished['result'];
  readonly detail?: string;
  readonly retryAt?: EpochMs | null;
}

const walk = async (checking: Checking): Promise<Walked> => {
  const { check, deps, until } = checking;
  const feed = deps.feeds.find((each) => each.vendor === check.connection.vendor);
  if (feed === undefined)
    return {
      reached: check.since,
      result: 'unreadable',
      detail: 'the vendor has no list of changes',
    };
  let [since, to] = [check.since, until];
  for (let look = 0; look < MAX_LOOKS; look += 1) {
    const answer = await feed.recent(check.connection, { since, until: to }, check.signal);
    if (answer.kind === 'unreadable') return { ...endedBy(answer), reached: since };
    if (answer.truncated && to - since > SHORTEST_MS) {
      to = since + Math.floor((to - since) / 2);
      continue;
    }
    const stopped = await compareAll(checking, answer.conversations);
    if (stopped !== null) return stopped;
    if (to >= until) return { reached: until, result: 'complete' };
    [since, to] = [to, until];
  }
  return { reached: since, result: 'partial', detail: 'more changed than one check looks at' };
};

const compareAll = async (
  checking: Checking,
  conversations: readonly Changed[],
): Promise<Walked | null> => {
  const { check, deps, startedAt, tally } = checking;
  for (const changed of conversations.toSorted((one, other) => one.updatedAt - other.updatedAt)) {
    const reached = changed.updatedAt;
    if (check.signal.aborted) return { reached, result: 'partial', detail: 'stopped' };
    if (tally.compared >= check.limits.reads || deps.clock.now() - startedAt > MAX_MS)
      return { reached, result: 'partial', detail: 'enough for one check' };
    tally.listed += 1;
    const compared = await compare(checking, changed);
    if (compared.kind === 'stop') return { ...endedBy(compared), reached };
  }
  return null;
};

const endedBy = ({
  because,
  retryAt,
}: {
  readonly because: string;
  readonly retryAt: EpochMs | null;
}): Pick<Walked, 'result' | 'detail' | 'retryAt'> => ({
  result: 'unreadable',
  detail: because,
  retryAt,
});

const reportOf = (
  { deps, check, until, startedAt, tally }: Checking,
  { reached, result, detail, retryAt = null }: Walked,
): GapReport => ({
  suspects: tally.suspects,
  finished: {
    because: check.because,
    ...(check.reason === undefined ? {} : { reason: check.reason }),
    since: check.since,
    until,
    historyBefore: check.historyBefore,
    reached: Math.max(check.since, Math.min(reached, tally.pinned)),
    result,
    ...(detail === undefined ? {} : { detail }),
    ...(retryAt === null ? {} : { retryAt }),
    listed: tally.listed,
    compared: tally.compared,
    suspected: tally.suspects.length,
    busy: tally.busy,
    tookMs: deps.clock.now() - startedAt,
  },
});

const tell = ({ telemetry, logger }: GapDeps, check: GapCheck, { finished }: GapReport): void => {
  const { workspace, vendor } = check.connection;
  const { because, result, listed, compared, suspected, busy, detail } = finished;
  telemetry.count('deskstream.gaps.checks', 1, { vendor, result });
  telemetry.count('deskstream.gaps.compared', compared, { vendor });
  telemetry.count('deskstream.gaps.suspected', suspected, { vendor });
  const fields = { workspace, vendor, because, result, listed, compared, suspected, busy, detail };
  if (result === 'unreadable')
    logger.warn(fields, 'the help desk could not be compared with the log');
  else if (suspected > 0) logger.warn(fields, 'gaps were found; the threads are read');
  else if (listed > 0) logger.info(fields, 'the help desk was compared with the log');
  else logger.debug(fields, 'nothing changed at the help desk');
};
