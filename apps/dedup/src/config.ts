import { EnvInteger, EnvSecretKey, ServiceConfig } from '@deskstream/platform-config';

export class DedupConfig extends ServiceConfig {
  @EnvSecretKey({ about: 'Key of the secrets in settings' })
  DESKSTREAM_SECRET_KEY!: string;

  @EnvInteger({ about: 'Inputs that each lane remembers', min: 1, max: 5_000_000 })
  DEDUP_WINDOW_RECORDS = 50_000;
}
