import { join } from 'node:path';
import type { RunningDeskSimulator } from '@deskstream/app-desk-simulator';
import { startDeskSimulator } from '@deskstream/app-desk-simulator';
import type { Platform } from '@deskstream/platform-nest';
import { seedWorkspaces } from '@deskstream/platform-settings';
import type { DeskstreamConfig } from '../config';
import type { Installation } from '../installation/open-installation';
import { demoDesks, demoWorkspace } from './demo-workspace';

/** A stand-in Intercom, HubSpot and Front, and a workspace connected to them. */
export const startDemo = async (
  { config, logger, clock }: Platform<DeskstreamConfig>,
  { settings }: Installation,
): Promise<RunningDeskSimulator> => {
  const ingress = `http://127.0.0.1:${config.INGRESS_PORT}`;
  const webChat = `http://127.0.0.1:${config.WEB_CHAT_PORT}`;
  const simulator = await startDeskSimulator({
    clock,
    logger,
    host: config.HOST,
    port: config.SIMULATOR_PORT,
    dataFile: join(config.DESKSTREAM_DATA, 'simulator.json'),
    ...demoDesks(ingress),
  });
  await seedWorkspaces(settings, [demoWorkspace(simulator, { ingress, webChat })]).catch(
    async (error: unknown) => {
      await simulator.stop();
      throw error;
    },
  );
  return simulator;
};
