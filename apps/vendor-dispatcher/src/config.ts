import { EnvInteger, EnvSecretKey, ServiceConfig } from '@deskstream/platform-config';

export class VendorDispatcherConfig extends ServiceConfig {
  @EnvSecretKey({ about: 'Key of the secrets in settings' })
  DESKSTREAM_SECRET_KEY!: string;

  @EnvInteger({ about: 'Vendor calls at a time in this process', min: 1, max: 500 })
  DISPATCH_CONCURRENCY = 16;

  @EnvInteger({
    about: 'Requests of one connection (workspace and vendor) at a time in this process',
    min: 1,
    max: 100,
  })
  DISPATCH_PER_CONNECTION = 4;

  @EnvInteger({
    about: 'Longest wait for an answer of a vendor, in milliseconds',
    min: 500,
    max: 20_000,
  })
  DISPATCH_TIMEOUT_MS = 15_000;

  @EnvInteger({
    about: 'Days that finished vendor calls stay in the work ledger',
    min: 1,
    max: 3_650,
  })
  WORK_RETENTION_DAYS = 30;
}
