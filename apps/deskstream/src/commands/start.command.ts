import { configureAudit } from '@deskstream/app-audit';
import { runService } from '@deskstream/platform-nest';
import { DeskstreamModule } from '../app.module';
import { DeskstreamConfig } from '../config';

export const start = (): Promise<void> =>
  runService({
    name: 'deskstream',
    config: DeskstreamConfig,
    ports: ({ DESKSTREAM_DEMO }) =>
      DESKSTREAM_DEMO
        ? ['INGRESS_PORT', 'WEB_CHAT_PORT', 'SIMULATOR_PORT']
        : ['INGRESS_PORT', 'WEB_CHAT_PORT'],
    module: (platform) => DeskstreamModule.register(platform),
    configure: configureAudit,
    trustedProxies: ({ CONSOLE_TRUSTED_PROXIES }) => CONSOLE_TRUSTED_PROXIES,
  });
