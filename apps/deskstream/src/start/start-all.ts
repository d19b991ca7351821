import type { AuditAccess } from '@deskstream/app-audit';
import { openAccessOf, startAudit } from '@deskstream/app-audit';
import { startTrials } from '@deskstream/app-orchestrator';
import {
  auditSchemaOf,
  openAnswerers,
  openModels,
  openPassages,
  openVendors,
} from '@deskstream/composition';
import type { RunningService } from '@deskstream/kernel';
import type { Platform } from '@deskstream/platform-nest';
import { firstTrouble, logProbe, startProbe, watchPublishing } from '@deskstream/platform-nest';
import type { DeskstreamConfig } from '../config';
import { ownDatabase } from '../installation/open-database';
import type { Installation } from '../installation/open-installation';
import { openInstallation } from '../installation/open-installation';
import { DEMO } from './demo-workspace';
import { startDemo } from './start-demo';
import { startRetention } from './start-retention';
import { startServices } from './start-services';

/** Everything in this process, in the order of its dependencies. */
export const startAll = async (
  platform: Platform<DeskstreamConfig>,
  access: AuditAccess,
): Promise<RunningService> => {
  const database = await ownDatabase(platform.config, platform.logger);
  const opened = await openInstallation(platform.config, { ...platform, database });
  const { log, health } = watchPublishing(opened.log, platform);
  const installation = { ...opened, log };
  const started: RunningService[] = [health];
  try {
    for (const start of STARTS) {
      const service = await start(platform, installation, access);
      if (service !== null) started.push(service);
    }
  } catch (error) {
    await stopAll(started, installation);
    throw error;
  }
  sayWhereToClick(platform);
  return {
    name: 'deskstream',
    ready: () => firstTrouble(started),
    stop: () => stopAll(started, installation),
  };
};

type Start = (
  platform: Platform<DeskstreamConfig>,
  installation: Installation,
  access: AuditAccess,
) => Promise<RunningService | null>;

const startAuditApi: Start = async (platform, installation, access) => {
  const schema = auditSchemaOf(installation);
  const opened = await openAccessOf(platform, installation);
  const vendors = openVendors();
  const { verifications } = vendors;
  const audit = await startAudit({
    ...platform,
    ...installation,
    access: opened,
    schema,
    verifications,
    passages: await openPassages(installation),
    budget: openModels(installation, platform).budget,
    answerers: openAnswerers(installation, platform),
  });
  access.open(audit.parts);
  return {
    ...audit,
    stop: async () => {
      access.open(null);
      await audit.stop();
      await opened.close();
      await vendors.close();
    },
  };
};

/** Behind audit, which makes the tables. */
const startTrialRunner: Start = (platform, installation) => {
  const standIn = platform.config.KNOWLEDGE_FOLDER === undefined;
  return startTrials({ ...platform, ...installation, standIn });
};

const STARTS: readonly Start[] = [
  ({ clock }, { database }) =>
    Promise.resolve(startProbe({ name: 'database', clock, look: database.check })),
  ({ clock }, { log }) => Promise.resolve(logProbe(log, clock)),
  (platform, installation) =>
    platform.config.DESKSTREAM_DEMO ? startDemo(platform, installation) : Promise.resolve(null),
  startServices,
  startRetention,
  startAuditApi,
  startTrialRunner,
];

/** On stdout, for the person who typed `npm start`; the log lines stay JSON. */
const sayWhereToClick = ({ config }: Platform<DeskstreamConfig>): void => {
  const at = (port: number): string => `http://${config.HOST}:${port}`;
  const places = [
    ...(config.DESKSTREAM_DEMO
      ? [
          ...demoPlaces(at(config.SIMULATOR_PORT)),
          ['  in the web chat', `${at(config.WEB_CHAT_PORT)}/try/${DEMO}`],
        ]
      : []),
    ['See every event', at(config.PORT)],
    ['Send webhooks to', `${at(config.INGRESS_PORT)}/webhooks/<vendor>/<workspace>`],
  ];
  const lines = places.map(([what = '', where = '']) => `  ${what.padEnd(23)} ${where}`);
  process.stdout.write(['', 'Deskstream is up.', ...lines, '', ''].join('\n'));
};

const demoPlaces = (simulator: string) => [
  ['Write as the customer', simulator],
  ['  the same in HubSpot', `${simulator}/hubspot/`],
  ['  the same in Front', `${simulator}/front/`],
];

/** Last started, first stopped. */
const stopAll = async (
  started: readonly RunningService[],
  installation: Installation,
): Promise<void> => {
  for (const service of [...started].reverse()) await service.stop();
  await installation.close();
};
