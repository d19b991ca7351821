import { EnvText, ServiceConfig } from '@deskstream/platform-config';

export class AuditConfig extends ServiceConfig {
  @EnvText({
    about: 'Key of the secrets in settings, 32 bytes as base64 or hex: openssl rand -base64 32',
    secret: true,
  })
  DESKSTREAM_SECRET_KEY!: string;
}
