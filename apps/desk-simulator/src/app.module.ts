import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import type { Clock, Logger } from '@deskstream/kernel';
import { InfraError } from '@deskstream/kernel';
import { CLOCK, CONFIG, LOGGER, mountService } from '@deskstream/platform-nest';
import type { DeskSimulatorConfig } from './config';
import type { FaultRule } from './faults/faults';
import { frontFromEnvironment } from './front/from-environment';
import { hubspotFromEnvironment } from './hubspot/from-environment';
import { startDeskSimulator } from './start-desk-simulator';

/** One simulated workspace, configured by the environment. */
@Module({})
export class DeskSimulatorModule {
  static register(): DynamicModule {
    return {
      module: DeskSimulatorModule,
      providers: [mountService({ name: 'desk-simulator', inject: [CONFIG, CLOCK, LOGGER], start })],
    };
  }
}

const start = (config: DeskSimulatorConfig, clock: Clock, logger: Logger) =>
  startDeskSimulator({
    host: config.HOST,
    port: config.SIMULATOR_PORT,
    clock,
    logger,
    seed: config.SIMULATOR_SEED,
    faults: faultsOf(config.SIMULATOR_FAULTS),
    ...(config.SIMULATOR_DATA_FILE === undefined ? {} : { dataFile: config.SIMULATOR_DATA_FILE }),
    front: frontFromEnvironment(config),
    hubspot: hubspotFromEnvironment(config),
    workspaces: [
      {
        workspace: config.SIMULATOR_WORKSPACE,
        appId: config.SIMULATOR_APP_ID,
        clientSecret: config.SIMULATOR_CLIENT_SECRET,
        accessToken: config.SIMULATOR_ACCESS_TOKEN,
        webhookUrl: config.SIMULATOR_WEBHOOK_URL,
        aiAdminId: config.SIMULATOR_AI_ADMIN_ID,
        assignNewTo: config.SIMULATOR_ASSIGN_NEW_TO,
      },
    ],
  });

const faultsOf = (text: string): readonly FaultRule[] => {
  try {
    return JSON.parse(text) as readonly FaultRule[];
  } catch (error) {
    throw new InfraError(
      'SIMULATOR.FAULTS',
      'SIMULATOR_FAULTS must be a JSON list of fault rules.',
      false,
      error,
    );
  }
};
