import { EnvSecretKey, ServiceConfig } from '@deskstream/platform-config';

export class AuditConfig extends ServiceConfig {
  @EnvSecretKey({ about: 'Key of the secrets in settings' })
  DESKSTREAM_SECRET_KEY!: string;
}
