import { runService } from '@deskstream/platform-nest';
import { AuditModule } from './app.module';
import { AuditConfig } from './config';
import { configureAudit } from './http/configure';

await runService({
  name: 'audit',
  config: AuditConfig,
  module: (platform) => AuditModule.register(platform),
  configure: configureAudit,
  trustedProxies: ({ CONSOLE_TRUSTED_PROXIES }) => CONSOLE_TRUSTED_PROXIES,
});
