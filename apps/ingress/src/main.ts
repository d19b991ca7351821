import { runService } from '@deskstream/platform-nest';
import { IngressModule } from './app.module';
import { IngressConfig } from './config';

await runService({
  name: 'ingress',
  config: IngressConfig,
  ports: () => ['INGRESS_PORT'],
  module: (platform) => IngressModule.register(platform),
});
