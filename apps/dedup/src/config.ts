import { EnvInteger, EnvText, ServiceConfig } from '@deskstream/platform-config';

export class DedupConfig extends ServiceConfig {
  @EnvText({
    about: 'Key of the secrets in settings, 32 bytes as base64 or hex: openssl rand -base64 32',
    secret: true,
  })
  DESKSTREAM_SECRET_KEY!: string;

  @EnvInteger({ about: 'Inputs that each lane remembers', min: 1, max: 5_000_000 })
  DEDUP_WINDOW_RECORDS = 50_000;
}
