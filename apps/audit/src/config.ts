import { EnvSecretKey, VendorHostsEnv } from '@deskstream/platform-config';
import { AccessConfig } from './access/access.config';

export class AuditConfig extends AccessConfig {
  @EnvSecretKey({ about: 'Key of the secrets in settings' })
  DESKSTREAM_SECRET_KEY!: string;

  @VendorHostsEnv
  VENDOR_PRIVATE_HOSTS: string[] = [];
}
