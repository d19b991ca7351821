import { runService } from '@deskstream/platform-nest';
import { VendorDispatcherModule } from './app.module';
import { VendorDispatcherConfig } from './config';

await runService({
  name: 'vendor-dispatcher',
  config: VendorDispatcherConfig,
  module: (platform) => VendorDispatcherModule.register(platform),
});
