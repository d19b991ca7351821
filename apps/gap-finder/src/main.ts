import { runService } from '@deskstream/platform-nest';
import { GapFinderModule } from './app.module';
import { GapFinderConfig } from './config';

await runService({
  name: 'gap-finder',
  config: GapFinderConfig,
  module: (platform) => GapFinderModule.register(platform),
});
