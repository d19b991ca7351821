import { runService } from '@deskstream/platform-nest';
import { IngressModule } from './app.module';
import { IngressConfig } from './config';
import { openLog } from './open-log';

await runService({
  name: 'ingress',
  config: IngressConfig,
  module: () => IngressModule.register(openLog),
});
