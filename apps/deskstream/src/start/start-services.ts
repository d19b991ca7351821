import { createExtractiveAnswerer } from '@deskstream/adapter-ai-extractive';
import { readMarkdownFolder } from '@deskstream/adapter-knowledge-postgres';
import { startDedup } from '@deskstream/app-dedup';
import { startDispatcher } from '@deskstream/app-dispatcher';
import { startGapFinder } from '@deskstream/app-gap-finder';
import { startKnowledgeSync } from '@deskstream/app-knowledge-sync';
import { startIngress } from '@deskstream/app-ingress';
import {
  sharedByAll,
  startDecide,
  startReasoning,
  startStreamIndex,
  startTimers,
} from '@deskstream/app-orchestrator';
import { startWebChat } from '@deskstream/app-web-chat';
import {
  openArticles,
  openKnowledge,
  openModels,
  openSources,
  openSpool,
  openTools,
  openVendors,
  vendorWebhooks,
} from '@deskstream/composition';
import type { RunningService } from '@deskstream/kernel';
import { withValues } from '@deskstream/platform-config';
import type { Platform } from '@deskstream/platform-nest';
import { firstTrouble } from '@deskstream/platform-nest';
import { EVERYBODY } from '@deskstream/port-knowledge';
import type { DeskstreamConfig } from '../config';
import type { Installation } from '../installation/open-installation';
import { demoKnowledgeFolder } from './demo-folder';
import { sourcesConfig } from './sources-config';
import { startTogether } from './start-together';

/** Everything but audit and the simulator, each as it runs in a process of its own. */
export const startServices = async (
  platform: Platform<DeskstreamConfig>,
  installation: Installation,
): Promise<RunningService> => {
  const { config } = platform;
  const deps = { ...platform, ...installation };
  const vendors = openVendors();
  const { knowledge, embedding } = await openArticlesOf(platform, installation);
  const shared = sharedByAll(knowledge, { standIn: config.KNOWLEDGE_FOLDER === undefined });
  const articles = await openArticles(installation);
  const sources = openSources(sourcesConfig(config));
  const answerer = createExtractiveAnswerer();
  const { close: closeTools, ...tools } = openTools(installation.settings);
  const generative = { ...tools, modelFor: openModels(installation, platform).modelFor };
  const spooling = await openSpoolOf(platform, installation);
  const close = () =>
    Promise.all([
      vendors.close(),
      sources.close(),
      embedding.stop(),
      closeTools(),
      spooling?.close(),
    ]);
  const first = await startTogether([
    () =>
      startIngress({
        ...deps,
        vendors: vendorWebhooks,
        host: config.HOST,
        port: config.INGRESS_PORT,
        ...(spooling === null ? {} : { spool: spooling.spool }),
      }),
    () => startDedup({ ...deps, vendors: vendorWebhooks }),
    () => startStreamIndex(deps),
    () => startDecide(deps),
    () => startTimers(deps),
    () => startReasoning({ ...deps, knowledge: shared, answerer, generative }),
    () => startDispatcher({ ...deps, vendors: vendors.apis }),
    () => Promise.resolve(startKnowledgeSync({ ...deps, articles, sources: sources.all })),
    () =>
      startWebChat({
        ...deps,
        host: config.HOST,
        port: config.WEB_CHAT_PORT,
        ingressUrl: `http://127.0.0.1:${config.INGRESS_PORT}`,
        sessionsPerMinute: config.WEB_CHAT_SESSIONS_PER_MINUTE,
        trustedProxies: config.WEB_CHAT_TRUSTED_PROXIES,
      }),
  ]).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  // It asks every help desk at once, and the web chat here is one of them.
  const gapFinder = startGapFinder({
    ...deps,
    feeds: vendors.feeds,
    vendors: vendors.apis,
    limits: { minimumAgeMs: config.GAPS_MINIMUM_AGE_MS },
  });
  const started = [...first, gapFinder];
  const [ingress, ...others] = started;
  return {
    name: 'services',
    ready: () => firstTrouble(started),
    stop: async () => {
      await ingress?.stop();
      await Promise.all(others.map((each) => each.stop()));
      await close();
    },
  };
};

/** In the database of the installation, the embedded one too; `null` where that holds the log itself. */
const openSpoolOf = (
  { config, logger }: Platform<DeskstreamConfig>,
  { databaseUrl }: Installation,
) =>
  openSpool(withValues(config, { DATABASE_URL: databaseUrl }), { service: 'deskstream', logger });

const openArticlesOf = async (platform: Platform<DeskstreamConfig>, installation: Installation) => {
  const { config } = platform;
  const opened = await openKnowledge(config, installation, platform);
  const folder = config.KNOWLEDGE_FOLDER ?? (config.DESKSTREAM_DEMO ? demoKnowledgeFolder() : null);
  // Without a folder nothing of an earlier one, or of the demo, answers any more.
  await opened.knowledge.replaceAll(EVERYBODY, folder === null ? [] : readMarkdownFolder(folder));
  return opened;
};
