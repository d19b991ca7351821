import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { startIntercomSenders } from '@deskstream/adapter-vendor-intercom';
import type { IntercomRegion } from '@deskstream/adapter-vendor-intercom';
import { openSpool, vendorWebhooks } from '@deskstream/composition';
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
import type { IngressConfig } from './config';
import { startIngress } from './start-ingress';

/** Opens the log that the configuration names; closed by the module. */
export type OpenLog = (
  config: IngressConfig,
  by: { readonly service: string; readonly logger: Logger },
) => Promise<EventLog>;

/** Composition root of the process: which vendors it understands. */
@Module({})
export class IngressModule {
  static register(openLog: OpenLog): DynamicModule {
    return {
      module: IngressModule,
      providers: [
        mountService({
          name: 'ingress',
          inject: [CONFIG, CLOCK, LOGGER, TELEMETRY],
          start: (config: IngressConfig, clock: Clock, logger: Logger, telemetry: Telemetry) =>
            start(openLog, { config, clock, logger, telemetry }),
        }),
      ],
    };
  }
}

interface Wiring {
  readonly config: IngressConfig;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly telemetry: Telemetry;
}

const start = async (
  openLog: OpenLog,
  { config, ...platform }: Wiring,
): Promise<RunningService> => {
  const sealer = createSealer(parseSecretKeys(config.DESKSTREAM_SECRET_KEY));
  const by = { service: 'ingress', logger: platform.logger };
  const log = await openLog(config, by);
  const spool = await openSpool(config, by).catch(closing(log));
  try {
    const settings = await startSettings({ log, sealer, ...platform });
    const { HOST: host, INGRESS_PORT: port, INGRESS_TRUSTED_PROXIES: trustedProxies } = config;
    const senders = openSenders(config.INGRESS_INTERCOM_REGIONS, platform);
    const vendors = vendorWebhooks;
    const ingress = await startIngress({
      log,
      settings,
      vendors,
      host,
      port,
      trustedProxies,
      limits: { perSecond: config.INGRESS_REQUESTS_PER_SECOND },
      ...platform,
      ...(spool === null ? {} : { spool: spool.spool }),
      ...(senders === null ? {} : { allows: senders.allows }),
    });
    platform.logger.info({ url: ingress.url, spool: spool !== null }, 'webhooks are accepted');
    const service = {
      ...ingress,
      stop: async () => {
        await ingress.stop();
        await senders?.stop();
        await settings.stop();
        await log.close();
        await spool?.close();
      },
    };
    // With a spool the log may be away: ingress says itself whether it can make anything durable.
    return spool === null ? withProbes(service, [logProbe(log, platform.clock)]) : service;
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
