import { join } from 'node:path';
import type { RunningDeskSimulator } from '@deskstream/app-desk-simulator';
import { startDeskSimulator } from '@deskstream/app-desk-simulator';
import type { Platform } from '@deskstream/platform-nest';
import { seedWorkspaces } from '@deskstream/platform-settings';
import type { DeskstreamConfig } from '../config';
import type { Installation } from '../installation/open-installation';
import { DEMO, demoConnection, demoRules } from './demo-workspace';

/** A stand-in Intercom, and a workspace connected to it. */
export const startDemo = async (
  { config, logger, clock }: Platform<DeskstreamConfig>,
  { settings }: Installation,
): Promise<RunningDeskSimulator> => {
  const simulator = await startDeskSimulator({
    clock,
    logger,
    host: config.HOST,
    port: config.SIMULATOR_PORT,
    dataFile: join(config.DESKSTREAM_DATA, 'simulator.json'),
    workspaces: [
      {
        ...DEMO,
        webhookUrl: `http://127.0.0.1:${config.INGRESS_PORT}/webhooks/intercom/${DEMO.workspace}`,
        assignNewTo: 'ai',
      },
    ],
  });
  const { version: _, ...rules } = demoRules;
  await seedWorkspaces(settings, [
    { workspace: DEMO.workspace, rules, connections: [demoConnection(simulator.url)] },
  ]).catch(async (error: unknown) => {
    await simulator.stop();
    throw error;
  });
  return simulator;
};
