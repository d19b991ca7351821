import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { openParts, openVendors } from '@deskstream/composition';
import type { RunningService } from '@deskstream/kernel';
import type { Platform } from '@deskstream/platform-nest';
import { logProbe, mountService, withProbes } from '@deskstream/platform-nest';
import { startSweeping } from '@deskstream/platform-worker';
import type { VendorDispatcherConfig } from './config';
import { DISPATCH_GROUP, startDispatcher } from './start-dispatcher';

/** Composition root of the process: which vendors it can call. */
@Module({})
export class VendorDispatcherModule {
  static register(platform: Platform<VendorDispatcherConfig>): DynamicModule {
    return {
      module: VendorDispatcherModule,
      providers: [mountService({ name: 'vendor-dispatcher', start: () => start(platform) })],
    };
  }
}

const start = async (platform: Platform<VendorDispatcherConfig>): Promise<RunningService> => {
  const { config } = platform;
  const parts = await openParts(config, { ...platform, service: platform.name });
  const vendors = openVendors({ timeoutMs: config.DISPATCH_TIMEOUT_MS });
  const dispatcher = await startDispatcher({
    ...platform,
    ...parts,
    vendors: vendors.apis,
    concurrency: config.DISPATCH_CONCURRENCY,
    perConnection: config.DISPATCH_PER_CONNECTION,
  });
  const sweeping = startSweeping({
    ...platform,
    ...parts,
    groups: [DISPATCH_GROUP],
    days: config.WORK_RETENTION_DAYS,
  });
  return withProbes(
    {
      ...dispatcher,
      stop: async () => {
        await dispatcher.stop();
        await sweeping.stop();
        await vendors.close();
        await parts.close();
      },
    },
    [logProbe(parts.log, platform.clock)],
  );
};
