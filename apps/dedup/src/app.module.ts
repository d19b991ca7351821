import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { openLog, vendorWebhooks } from '@deskstream/composition';
import type { RunningService } from '@deskstream/kernel';
import type { Platform } from '@deskstream/platform-nest';
import { logProbe, mountService, withProbes } from '@deskstream/platform-nest';
import { createSealer, parseSecretKeys, startSettings } from '@deskstream/platform-settings';
import type { DedupConfig } from './config';
import { startDedup } from './start-dedup';

/** Composition root of the process: which vendors it understands. */
@Module({})
export class DedupModule {
  static register(platform: Platform<DedupConfig>): DynamicModule {
    return {
      module: DedupModule,
      providers: [mountService({ name: 'dedup', start: () => start(platform) })],
    };
  }
}

const start = async (platform: Platform<DedupConfig>): Promise<RunningService> => {
  const { config, clock, logger } = platform;
  const sealer = createSealer(parseSecretKeys(config.DESKSTREAM_SECRET_KEY));
  const log = await openLog(config, { service: platform.name, logger });
  try {
    const settings = await startSettings({ ...platform, log, sealer });
    const dedup = await startDedup({
      ...platform,
      log,
      settings,
      vendors: vendorWebhooks,
      windowRecords: config.DEDUP_WINDOW_RECORDS,
    });
    const stop = async (): Promise<void> => {
      await dedup.stop();
      await settings.stop();
      await log.close();
    };
    return withProbes({ ...dedup, stop }, [logProbe(log, clock)]);
  } catch (error) {
    await log.close();
    throw error;
  }
};
