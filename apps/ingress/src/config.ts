import type { IntercomRegion } from '@deskstream/adapter-vendor-intercom';
import {
  EnvInteger,
  EnvList,
  EnvPort,
  EnvSecretKey,
  ServiceConfig,
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

  @EnvList({
    about: 'Proxies in front, whose X-Forwarded-For is believed',
    each: /^[0-9a-f.:]+(\/\d{1,3})?$/i,
    expected: 'addresses or ranges, as in 10.0.0.0/8',
  })
  INGRESS_TRUSTED_PROXIES: string[] = [];

  @EnvInteger({
    about: 'Webhooks a second that one workspace may send in the long run; more get 429',
    min: 1,
    max: 1_000_000,
  })
  INGRESS_REQUESTS_PER_SECOND = 2_000;

  @EnvInteger({
    about:
      'Webhooks that may wait in the PostgreSQL of DATABASE_URL while Kafka is away; then 503. Without KAFKA_BROKERS the log is in PostgreSQL and nothing is spooled',
    min: 1,
    max: 100_000_000,
  })
  INGRESS_SPOOL_ROWS = 200_000;

  @EnvInteger({ about: 'Their size at most, in MiB', min: 1, max: 1_000_000 })
  INGRESS_SPOOL_MB = 1_024;

  @EnvSecretKey({ about: 'Key of the secrets in settings' })
  DESKSTREAM_SECRET_KEY!: string;
}
