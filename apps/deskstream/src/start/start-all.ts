import type { RunningService } from '@deskstream/kernel';
import type { Platform } from '@deskstream/platform-nest';
import type { DeskstreamConfig } from '../config';
import { ownDatabase } from '../installation/open-database';
import type { Installation } from '../installation/open-installation';
import { openInstallation } from '../installation/open-installation';
import { startDemo } from './start-demo';
import { startServices } from './start-services';

/** Everything in this process, in the order of its dependencies. */
export const startAll = async (platform: Platform<DeskstreamConfig>): Promise<RunningService> => {
  const database = await ownDatabase(platform.config, platform.logger);
  const installation = await openInstallation(platform.config, { ...platform, database });
  const started: RunningService[] = [];
  try {
    for (const start of STARTS) {
      const service = await start(platform, installation);
      if (service !== null) started.push(service);
    }
  } catch (error) {
    await stopAll(started, installation);
    throw error;
  }
  return {
    name: 'deskstream',
    ready: () => started.map((each) => each.ready()).find(({ ok }) => !ok) ?? { ok: true },
    stop: () => stopAll(started, installation),
  };
};

type Start = (
  platform: Platform<DeskstreamConfig>,
  installation: Installation,
) => Promise<RunningService | null>;

const STARTS: readonly Start[] = [
  (platform, installation) =>
    platform.config.DESKSTREAM_DEMO ? startDemo(platform, installation) : Promise.resolve(null),
  startServices,
];

/** Last started, first stopped. */
const stopAll = async (
  started: readonly RunningService[],
  installation: Installation,
): Promise<void> => {
  for (const service of [...started].reverse()) await service.stop();
  await installation.close();
};
