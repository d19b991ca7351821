import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { openIndex, openLog } from '@deskstream/composition';
import type { RunningService } from '@deskstream/kernel';
import type { Platform } from '@deskstream/platform-nest';
import { logProbe, mountService, withProbes } from '@deskstream/platform-nest';
import { openChannel } from './channel';
import type { NotifierConfig } from './config';
import { startNotifier } from './start-notifier';

/** Composition root of the process. */
@Module({})
export class NotifierModule {
  static register(platform: Platform<NotifierConfig>): DynamicModule {
    return {
      module: NotifierModule,
      providers: [mountService({ name: 'notifier', start: () => start(platform) })],
    };
  }
}

const start = async (platform: Platform<NotifierConfig>): Promise<RunningService> => {
  const held = new AsyncDisposableStack();
  try {
    return await startHolding(held, platform);
  } catch (error) {
    await held.disposeAsync();
    throw error;
  }
};

const startHolding = async (
  held: AsyncDisposableStack,
  platform: Platform<NotifierConfig>,
): Promise<RunningService> => {
  const { config, clock, name, logger } = platform;
  const keep = <T extends { close(): Promise<void> }>(part: T): T =>
    held.adopt(part, (opened) => opened.close());
  const customers = config.NOTIFIER_CUSTOMERS;
  const by = { service: name, logger };
  const index = customers.length === 0 ? undefined : keep(await openIndex(config, by)).index;
  const log = keep(await openLog(config, by));
  const { NOTIFIER_URL: url, NOTIFIER_FORMAT: format, NOTIFIER_TIMEOUT_MS: timeoutMs } = config;
  const channel = keep(openChannel({ clock, url, format, timeoutMs }));
  const { NOTIFIER_CAUSES: causes, NOTIFIER_WORKSPACES: workspaces } = config;
  const service = await startNotifier({
    ...platform,
    ...{ log, channel, index },
    wanted: { causes, workspaces, customers },
    maxAgeMs: config.NOTIFIER_MAX_AGE_MS,
    consoleUrl: config.CONSOLE_URL,
  });
  held.defer(() => service.stop());
  const stop = () => held.disposeAsync();
  return withProbes({ ...service, stop }, [logProbe(log, clock)]);
};
