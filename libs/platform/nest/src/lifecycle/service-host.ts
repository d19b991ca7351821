import type { Clock, Logger, RunningService } from '@deskstream/kernel';
import { messageOf } from '@deskstream/kernel';
import { mayPass } from './may-pass';

/** Starts one part of the system; rejects with a transient error while something it needs is away. */
export type ServiceFactory = () => Promise<RunningService>;

export interface ServiceHost {
  /** Begins to start; does not wait. Tries again, with back-off, while the failure may pass. */
  mount(name: string, factory: ServiceFactory): void;
  /** Empty when everything may receive work. */
  waitingFor(): readonly { readonly service: string; readonly because: string }[];
  /** What is unusual in services that may receive work. */
  notes(): readonly { readonly service: string; readonly note: string }[];
  /** Readiness goes first, then the services stop in reverse order of mounting. Safe to call twice. */
  stop(): Promise<void>;
}

export interface ServiceHostOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** A start failed for good: nothing that passes by waiting. */
  readonly onFatal: (error: unknown) => void;
}

export const createServiceHost = (options: ServiceHostOptions): ServiceHost => {
  const mounted: Mounted[] = [];
  const stopping = new AbortController();
  let stopped: Promise<void> | undefined;
  return {
    mount: (name, factory) => {
      mounted.push(startMounted(name, factory, options, stopping.signal));
    },
    waitingFor: () =>
      stopping.signal.aborted
        ? [{ service: 'process', because: 'it is stopping' }]
        : mounted.flatMap((one) => reasonOf(one)),
    notes: () => mounted.flatMap((one) => noteOf(one)),
    stop: () => {
      stopping.abort(new Error('stopping'));
      stopped ??= stopAll([...mounted].reverse(), options.logger);
      return stopped;
    },
  };
};

interface Mounted {
  readonly name: string;
  readonly started: Promise<void>;
  service: RunningService | undefined;
  because: string;
}

const startMounted = (
  name: string,
  factory: ServiceFactory,
  options: ServiceHostOptions,
  stopping: AbortSignal,
): Mounted => {
  const mounted: Mounted = {
    name,
    started: Promise.resolve().then(() => keepStarting(mounted, factory, options, stopping)),
    service: undefined,
    because: 'it is starting',
  };
  return mounted;
};

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 5_000;

const keepStarting = async (
  mounted: Mounted,
  factory: ServiceFactory,
  { clock, logger, onFatal }: ServiceHostOptions,
  stopping: AbortSignal,
): Promise<void> => {
  const said = new Set<string>();
  for (
    let delay = FIRST_DELAY_MS;
    !stopping.aborted;
    delay = Math.min(delay * 2, LONGEST_DELAY_MS)
  ) {
    try {
      mounted.service = await factory();
      if (said.size > 0)
        logger.info({ service: mounted.name }, 'started: what was missing is there');
      return;
    } catch (error) {
      mounted.because = messageOf(error);
      if (!mayPass(error)) return onFatal(error);
      if (isNews(said, mounted.because))
        logger.warn(
          { service: mounted.name, because: mounted.because },
          'cannot start yet, trying again',
        );
    }
    await clock.sleep(delay, stopping).catch(() => undefined);
  }
};

/** Each reason is said once: a long outage tries often. */
const isNews = (said: Set<string>, because: string): boolean => {
  const news = !said.has(because) && said.size < REASONS_SAID;
  if (news) said.add(because);
  return news;
};

/** Reasons may hold what changes with each attempt; `/readyz` has the last one. */
const REASONS_SAID = 10;

const reasonOf = ({ name, service, because }: Mounted) => {
  if (!service) return [{ service: name, because }];
  const ready = service.ready();
  return ready.ok ? [] : [{ service: name, because: ready.because }];
};

const noteOf = ({ name, service }: Mounted) => {
  const ready = service?.ready();
  return ready?.ok === true && ready.note !== undefined
    ? [{ service: name, note: ready.note }]
    : [];
};

const stopAll = async (mounted: readonly Mounted[], logger: Logger): Promise<void> => {
  for (const one of mounted) {
    await one.started;
    await one.service?.stop().catch((error: unknown) => {
      logger.error({ service: one.name, because: messageOf(error) }, 'did not stop cleanly');
    });
  }
};
