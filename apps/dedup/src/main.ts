import { openLog } from '@deskstream/composition';
import { runService } from '@deskstream/platform-nest';
import { DedupModule } from './app.module';
import { DedupConfig } from './config';

await runService({
  name: 'dedup',
  config: DedupConfig,
  module: () => DedupModule.register(openLog),
});
