import { runService } from '@deskstream/platform-nest';
import { KnowledgeSyncModule } from './app.module';
import { KnowledgeSyncConfig } from './config';

await runService({
  name: 'knowledge-sync',
  config: KnowledgeSyncConfig,
  module: (platform) => KnowledgeSyncModule.register(platform),
});
