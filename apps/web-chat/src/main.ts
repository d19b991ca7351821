import { runService } from '@deskstream/platform-nest';
import { WebChatModule } from './app.module';
import { WebChatConfig } from './config';

await runService({
  name: 'web-chat',
  config: WebChatConfig,
  ports: () => ['WEB_CHAT_PORT'],
  module: (platform) => WebChatModule.register(platform),
});
