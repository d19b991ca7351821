import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { vendorWebhooks } from '@deskstream/composition';
import type { Clock, Logger, RunningService, Telemetry } from '@deskstream/kernel';
import {
  CLOCK,
  CONFIG,
  LOGGER,
  TELEMETRY,
  logProbe,
  mountService,
  withProbes,
} from '@deskstream/platform-nest';
import { createSealer, parseSecretKeys, startSettings } from '@deskstream/platform-settings';
import type { EventLog } from '@deskstream/port-event-log';
import type { DedupConfig } from './config';
import { startDedup } from './start-dedup';

/** Opens the log that the configuration names; closed by the module. */
export type OpenLog = (
  config: DedupConfig,
  by: { readonly service: string; readonly logger: Logger },
) => Promise<EventLog>;

/** Composition root of the process: which vendors it understands. */
@Module({})
export class DedupModule {
  static register(openLog: OpenLog): DynamicModule {
    return {
      module: DedupModule,
      providers: [
        mountService({
          name: 'dedup',
          inject: [CONFIG, CLOCK, LOGGER, TELEMETRY],
          start: (config: DedupConfig, clock: Clock, logger: Logger, telemetry: Telemetry) =>
            start(openLog, { config, clock, logger, telemetry }),
        }),
      ],
    };
  }
}

interface Wiring {
  readonly config: DedupConfig;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly telemetry: Telemetry;
}

const start = async (
  openLog: OpenLog,
  { config, ...platform }: Wiring,
): Promise<RunningService> => {
  const sealer = createSealer(parseSecretKeys(config.DESKSTREAM_SECRET_KEY));
  const log = await openLog(config, { service: 'dedup', logger: platform.logger });
  try {
    const settings = await startSettings({ log, sealer, ...platform });
    const windowRecords = config.DEDUP_WINDOW_RECORDS;
    const dedup = await startDedup({
      log,
      settings,
      vendors: vendorWebhooks,
      windowRecords,
      ...platform,
    });
    return withProbes(
      {
        ...dedup,
        stop: async () => {
          await dedup.stop();
          await settings.stop();
          await log.close();
        },
      },
      [logProbe(log, platform.clock)],
    );
  } catch (error) {
    await log.close();
    throw error;
  }
};
