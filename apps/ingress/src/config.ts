import { EnvPort, EnvSecretKey, ServiceConfig } from '@deskstream/platform-config';

export class IngressConfig extends ServiceConfig {
  @EnvPort({ about: 'Port of the webhook addresses, /webhooks/<vendor>/<workspace>' })
  INGRESS_PORT = 4010;

  @EnvSecretKey({ about: 'Key of the secrets in settings' })
  DESKSTREAM_SECRET_KEY!: string;
}
