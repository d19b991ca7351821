import type { EpochMs, RunningService } from '@deskstream/kernel';
import { messageOf } from '@deskstream/kernel';
import type { Settings } from '@deskstream/port-settings';
import type { VendorConnection } from '@deskstream/port-vendor';
import type { GapDeps, GapLimits } from './check';
import { defaultGapLimits } from './check';
import { checkConnection } from './check-connection';
import { nextCheck } from './due';
import type { GapChecks } from './gap-checks';
import { openGapChecks } from './gap-checks';

export type GapFinderDeps = GapDeps & {
  readonly settings: Settings;
  /** Default five minutes. */
  readonly everyMs?: number;
  /** How often it looks what is due or asked for. Default 2 000. */
  readonly lookEveryMs?: number;
  readonly limits?: Partial<GapLimits>;
};

const FIVE_MINUTES = 300_000;
/** Connections that are compared at a time. */
const AT_A_TIME = 4;

/**
 * Compares each connection with its help desk every few minutes and soon after this was not possible
 * for a while. The position is in the log; a second process sees what the first one did.
 */
export const startGapFinder = (deps: GapFinderDeps): RunningService => {
  const { clock, logger, lookEveryMs = 2_000 } = deps;
  const stopping = new AbortController();
  const finder: Finder = {
    deps,
    checks: openGapChecks(deps.log, logger),
    compared: new Map(),
    signal: stopping.signal,
  };
  let trouble: string | null = 'the first look is under way';
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      trouble = await lookOnce(finder).then(
        () => null,
        (error: unknown) => warned(deps, error),
      );
      await clock.sleep(lookEveryMs, stopping.signal).catch(() => undefined);
    }
  };
  const running = run();
  return {
    name: 'gap-finder',
    ready: () => (trouble === null ? { ok: true } : { ok: false, because: trouble }),
    stop: async () => {
      stopping.abort(new Error('the gap finder stopped'));
      await running;
    },
  };
};

interface Finder {
  readonly deps: GapFinderDeps;
  readonly checks: GapChecks;
  readonly compared: Map<string, EpochMs>;
  readonly signal: AbortSignal;
}

const warned = ({ logger }: GapFinderDeps, error: unknown): string => {
  logger.warn({ error: messageOf(error) }, 'gaps are looked for later');
  return 'the log or the stores cannot be reached';
};

const lookOnce = async (finder: Finder): Promise<void> => {
  const { checks, deps, compared } = finder;
  await checks.refresh();
  if (compared.size > MOST_REMEMBERED) compared.clear();
  const waiting = deps.settings.all().flatMap(({ connections }) => connections);
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      if (!finder.signal.aborted) await checkIfDue(finder, next);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
};

const MOST_REMEMBERED = 50_000;

const checkIfDue = async (finder: Finder, connection: VendorConnection): Promise<void> => {
  const { deps, checks, compared, signal } = finder;
  const { workspace, vendor } = connection;
  if (!deps.feeds.some((feed) => feed.vendor === vendor)) return;
  const limits = { ...defaultGapLimits, ...deps.limits };
  const schedule = { everyMs: deps.everyMs ?? FIVE_MINUTES, limits };
  const due = nextCheck(checks.of(connection), deps.clock.now(), schedule);
  if (due === null) return;
  const { finished } = await checkConnection(deps, {
    ...due,
    connection,
    limits,
    compared,
    dryRun: false,
    signal,
  });
  await checks.finish({ workspace, vendor }, deps.clock.now(), finished);
};
