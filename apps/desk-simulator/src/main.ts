import 'reflect-metadata';
import { runService } from '@deskstream/platform-nest';
import { DeskSimulatorModule } from './app.module';
import { DeskSimulatorConfig } from './config';

await runService({
  name: 'desk-simulator',
  config: DeskSimulatorConfig,
  module: () => DeskSimulatorModule.register(),
});
