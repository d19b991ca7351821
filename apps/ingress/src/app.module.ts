import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { startIntercomSenders } from '@deskstream/adapter-vendor-intercom';
import type { IntercomRegion } from '@deskstream/adapter-vendor-intercom';
import { openLogWhenThere, openSpool, vendorWebhooks } from '@deskstream/composition';
import type { Clock, Logger, RunningService } from '@deskstream/kernel';
import type { Platform } from '@deskstream/platform-nest';
import { firstTrouble, logProbe, mountService, withProbes } from '@deskstream/platform-nest';
import { createSealer, parseSecretKeys, startSettings } from '@deskstream/platform-settings';
import type { EventLog } from '@deskstream/port-event-log';
import type { IngressConfig } from './config';
import { startIngress } from './start-ingress';

/** Composition root of the process: which vendors it understands. */
@Module({})
export class IngressModule {
  static register(platform: Platform<IngressConfig>): DynamicModule {
    return {
      module: IngressModule,
      providers: [mountService({ name: 'ingress', start: () => start(platform) })],
    };
  }
}

const start = async (platform: Platform<IngressConfig>): Promise<RunningService> => {
  const { config } = platform;
  const sealer = createSealer(parseSecretKeys(config.DESKSTREAM_SECRET_KEY));
  const { clock, logger } = platform;
  const by = { service: platform.name, clock, logger };
  const log = await openLogWhenThere(config, by);
  const spool = await openSpool(config, by).catch(closing(log));
  try {
    const copy = spool?.settingsCopy;
    const settings = await startSettings({ ...platform, log, sealer, copy });
    const { HOST: host, INGRESS_PORT: port, INGRESS_TRUSTED_PROXIES: trustedProxies } = config;
    const senders = openSenders(config.INGRESS_INTERCOM_REGIONS, platform);
    const vendors = vendorWebhooks;
    const ingress = await startIngress({
      ...platform,
      log,
      settings,
      vendors,
      host,
      port,
      trustedProxies,
      limits: { perSecond: config.INGRESS_REQUESTS_PER_SECOND },
      ...(spool === null ? {} : { spool: spool.spool }),
      ...(senders === null ? {} : { allows: senders.allows }),
    });
    logger.info({ url: ingress.url, spool: spool !== null }, 'webhooks are accepted');
    const service = {
      ...ingress,
      ready: () => firstTrouble([ingress, settings]),
      stop: async () => {
        await ingress.stop();
        await senders?.stop();
        await settings.stop();
        await log.close();
        await spool?.close();
      },
    };
    // With a spool the log may be away: ingress says itself whether it can make anything durable.
    return spool === null ? withProbes(service, [logProbe(log, clock)]) : service;
  } catch (error) {
    await log.close();
    await spool?.close();
    throw error;
  }
};

const closing =
  (log: EventLog) =>
  async (error: unknown): Promise<never> => {
    await log.close();
    throw error;
  };

/** `null`: webhooks are taken from anywhere. */
const openSenders = (
  regions: readonly IntercomRegion[],
  platform: { readonly clock: Clock; readonly logger: Logger },
) => {
  if (regions.length === 0) return null;
  const { allows, stop } = startIntercomSenders({ regions, ...platform });
  return {
    allows: (vendor: string, address: string) => vendor !== 'intercom' || allows(address),
    stop,
  };
};
