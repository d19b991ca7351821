import { runService } from '@deskstream/platform-nest';
import { NotifierModule } from './app.module';
import { NotifierConfig } from './config';

await runService({
  name: 'notifier',
  config: NotifierConfig,
  module: (platform) => NotifierModule.register(platform),
});
