import type { EpochMs, RunningService } from '@deskstream/kernel';
import { messageOf, repeat } from '@deskstream/kernel';
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
    heldUntil: new Map(),
    signal: stopping.signal,
  };
  let trouble: string | null = 'the gap checks are not read yet';
  const look = async (): Promise<void> => {
    await finder.checks.refresh();
    trouble = null;
    await checkAll(finder);
  };
  const lookOn = async (): Promise<number> => {
    await look().catch((error: unknown) => {
      trouble = warned(deps, error);
    });
    return lookEveryMs;
  };
  const { stop } = repeat(clock, lookOn, stopping);
  return {
    name: 'gap-finder',
    ready: () => (trouble === null ? { ok: true } : { ok: false, because: trouble }),
    stop,
  };
};

interface Finder {
  readonly deps: GapFinderDeps;
  readonly checks: GapChecks;
  readonly compared: Map<string, EpochMs>;
  /** Connections whose check broke off are left in peace for a while. */
  readonly heldUntil: Map<string, EpochMs>;
  readonly signal: AbortSignal;
}

const warned = ({ logger }: GapFinderDeps, error: unknown): string => {
  logger.warn({ error: messageOf(error) }, 'gaps are looked for later');
  return 'the log or the stores cannot be reached';
};

const checkAll = async (finder: Finder): Promise<void> => {
  const { deps, compared } = finder;
  if (compared.size > MOST_REMEMBERED) compared.clear();
  const waiting = deps.settings.all().flatMap(({ connections }) => connections);
  const failures: unknown[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      await checkUnlessHeld(finder, next).catch((error: unknown) => failures.push(error));
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  if (failures.length > 0) throw failures[0];
};

const HOLD_MS = 15_000;

const checkUnlessHeld = async (finder: Finder, connection: VendorConnection): Promise<void> => {
  const { deps, heldUntil, signal } = finder;
  const name = `${connection.workspace}/${connection.vendor}`;
  if (signal.aborted || deps.clock.now() < (heldUntil.get(name) ?? 0)) return;
  heldUntil.set(name, deps.clock.now() + HOLD_MS);
  await checkIfDue(finder, connection);
  heldUntil.delete(name);
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
