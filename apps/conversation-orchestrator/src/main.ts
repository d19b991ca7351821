import { runService } from '@deskstream/platform-nest';
import { ConversationOrchestratorModule } from './app.module';
import { ConversationOrchestratorConfig } from './config';

await runService({
  name: 'conversation-orchestrator',
  config: ConversationOrchestratorConfig,
  module: (platform) => ConversationOrchestratorModule.register(platform),
});
