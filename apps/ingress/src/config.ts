import type { IntercomRegion } from '@deskstream/adapter-vendor-intercom';
import {
  EnvInteger,
  EnvList,
  EnvPort,
  EnvProxies,
  EnvSecretKey,
  ServiceConfig,
  SpoolEnv,
} from '@deskstream/platform-config';

export class IngressConfig extends ServiceConfig {
  @EnvPort({ about: 'Port of the webhook addresses, /webhooks/<vendor>/<workspace>' })
  INGRESS_PORT = 4010;

  @EnvList({
    about: "Take Intercom's webhooks only from the addresses it publishes for these regions",
    each: /^(us|eu|au)$/,
    expected: 'regions, as in us,eu,au; empty: from anywhere',
  })
  INGRESS_INTERCOM_REGIONS: IntercomRegion[] = [];

  @EnvProxies({ about: 'Proxies in front, whose X-Forwarded-For is believed' })
  INGRESS_TRUSTED_PROXIES: string[] = [];

  @EnvInteger({
    about: 'Webhooks a second that one workspace may send in the long run; more get 429',
    min: 1,
    max: 1_000_000,
  })
  INGRESS_REQUESTS_PER_SECOND = 2_000;

  @SpoolEnv.Rows
  INGRESS_SPOOL_ROWS = 200_000;

  @SpoolEnv.Megabytes
  INGRESS_SPOOL_MB = 1_024;

  @EnvSecretKey({ about: 'Key of the secrets in settings' })
  DESKSTREAM_SECRET_KEY!: string;
}
