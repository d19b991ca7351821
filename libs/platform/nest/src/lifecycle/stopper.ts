import type { RunningService } from '@deskstream/kernel';
import { codeOf, messageOf } from '@deskstream/kernel';
import type { Platform } from '../platform';

/** Exit codes: 0 after a graceful stop, 1 when it could not start or stop, 78 for its configuration. */
export const EXIT = { stopped: 0, failed: 1, config: 78 } as const;

export interface Stopper {
  /** Stops this service on SIGTERM and SIGINT; a second signal ends the process at once. */
  guard: (service: RunningService) => void;
  /** Logs why, stops what runs and exits with 1, or with 78 when the configuration is why. */
  fail: (error: unknown) => void;
}

type Needs = Pick<Platform, 'logger' | 'telemetry' | 'name'>;

export const createStopper = (platform: Needs, withinMs: number): Stopper => {
  const state: { service: RunningService | undefined; under: boolean } = {
    service: undefined,
    under: false,
  };
  const end = (code: number): void => {
    if (state.under) return process.exit(EXIT.failed);
    state.under = true;
    void stopWithin(platform, state.service, withinMs).then((clean) =>
      process.exit(clean ? code : EXIT.failed),
    );
  };
  return {
    guard: (service) => {
      state.service = service;
      for (const signal of ['SIGTERM', 'SIGINT'] as const)
        process.on(signal, () => {
          platform.logger.info({ signal }, 'stopping');
          end(EXIT.stopped);
        });
    },
    fail: (error) => {
      const code = codeOf(error) ?? 'UNKNOWN';
      platform.logger.error({ code, because: messageOf(error) }, 'cannot go on');
      process.stderr.write(`${platform.name} cannot go on. ${messageOf(error)} (${code})\n`);
      if (!state.under) end(CONFIGURATION.test(code) ? EXIT.config : EXIT.failed);
    },
  };
};

/** Codes of what only another configuration repairs. */
const CONFIGURATION = /^(CONFIG\.|SETTINGS\.KEY$|SETTINGS\.SEAL_BROKEN$|PORT\.SAME$)/;

/** Services, then HTTP, then the last signals. `false` when the deadline came first or a part failed. */
const stopWithin = async (
  { logger, telemetry }: Needs,
  service: RunningService | undefined,
  withinMs: number,
): Promise<boolean> => {
  const deadline = new Promise<boolean>((resolve) => {
    setTimeout(() => {
      logger.error({ withinMs }, 'did not stop in time');
      resolve(false);
    }, withinMs).unref();
  });
  return Promise.race([deadline, stopAll(logger, telemetry, service)]);
};

const stopAll = async (
  logger: Needs['logger'],
  telemetry: Needs['telemetry'],
  service: RunningService | undefined,
): Promise<boolean> => {
  try {
    await service?.stop();
    await telemetry.shutdown();
    logger.info({}, 'stopped');
    return true;
  } catch (error) {
    logger.error({ because: messageOf(error) }, 'did not stop cleanly');
    return false;
  }
};
