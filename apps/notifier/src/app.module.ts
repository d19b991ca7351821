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
  const opened: { close(): Promise<void> }[] = [];
  const close = async () => {
    for (const each of opened.reverse()) await each.close();
  };
  const keep = <T extends { close(): Promise<void> }>(part: T): T => {
    opened.push(part);
    return part;
  };
  try {
    const { service, log } = await startOpened(platform, keep);
    const stop = async () => {
      await service.stop();
      await close();
    };
    return withProbes({ ...service, stop }, [logProbe(log, platform.clock)]);
  } catch (error) {
    await close();
    throw error;
  }
};

type Keep = <T extends { close(): Promise<void> }>(part: T) => T;

const startOpened = async (platform: Platform<NotifierConfig>, keep: Keep) => {
  const { config, clock, name } = platform;
  const by = { service: name, logger: platform.logger };
  const customers = config.NOTIFIER_CUSTOMERS;
  const index = customers.length === 0 ? undefined : keep(await openIndex(config, by)).index;
  const log = keep(await openLog(config, by));
  const channel = keep(
    openChannel({
      clock,
      url: config.NOTIFIER_URL,
      format: config.NOTIFIER_FORMAT,
      timeoutMs: config.NOTIFIER_TIMEOUT_MS,
    }),
  );
  const { NOTIFIER_CAUSES: causes, NOTIFIER_WORKSPACES: workspaces } = config;
  const service = await startNotifier({
    ...platform,
    ...{ log, channel, index },
    wanted: { causes, workspaces, customers },
    maxAgeMs: config.NOTIFIER_MAX_AGE_MS,
    consoleUrl: config.CONSOLE_URL,
  });
  return { service, log };
};
