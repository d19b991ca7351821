import { EnvPort, EnvText, ServiceConfig } from '@deskstream/platform-config';

export class IngressConfig extends ServiceConfig {
  @EnvPort({ about: 'Port of the webhook addresses, /webhooks/<vendor>/<workspace>' })
  INGRESS_PORT = 4010;

  @EnvText({
    about: 'Key of the secrets in settings, 32 bytes as base64 or hex: openssl rand -base64 32',
    secret: true,
  })
  DESKSTREAM_SECRET_KEY!: string;
}
