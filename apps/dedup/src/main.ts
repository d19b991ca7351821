import { runService } from '@deskstream/platform-nest';
import { DedupModule } from './app.module';
import { DedupConfig } from './config';

await runService({
  name: 'dedup',
  config: DedupConfig,
  module: (platform) => DedupModule.register(platform),
});
