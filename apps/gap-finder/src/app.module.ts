import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { openParts, openVendors } from '@deskstream/composition';
import type { RunningService } from '@deskstream/kernel';
import type { Platform } from '@deskstream/platform-nest';
import { logProbe, mountService, withProbes } from '@deskstream/platform-nest';
import type { GapFinderConfig } from './config';
import { startGapFinder } from './start-gap-finder';

/** Composition root of the process: which vendors it can compare with. */
@Module({})
export class GapFinderModule {
  static register(platform: Platform<GapFinderConfig>): DynamicModule {
    return {
      module: GapFinderModule,
      providers: [mountService({ name: 'gap-finder', start: () => start(platform) })],
    };
  }
}

const start = async (platform: Platform<GapFinderConfig>): Promise<RunningService> => {
  const { config } = platform;
  const parts = await openParts(config, { ...platform, service: platform.name });
  const vendors = openVendors();
  const finder = startGapFinder({
    ...platform,
    ...parts,
    feeds: vendors.feeds,
    vendors: vendors.apis,
    everyMs: config.GAPS_EVERY_MS,
    limits: {
      minimumAgeMs: config.GAPS_MINIMUM_AGE_MS,
      lookBackMs: config.GAPS_LOOK_BACK_MS,
      reads: config.GAPS_READS,
    },
  });
  return withProbes(
    {
      ...finder,
      stop: async () => {
        await finder.stop();
        await vendors.close();
        await parts.close();
      },
    },
    [logProbe(parts.log, platform.clock)],
  );
};
