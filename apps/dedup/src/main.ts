import { runService } from '@deskstream/platform-nest';
import { DedupModule } from './app.module';
import { DedupConfig } from './config';
import { openLog } from './open-log';

await runService({
  name: 'dedup',
  config: DedupConfig,
  module: () => DedupModule.register(openLog),
});
