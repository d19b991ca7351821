import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { createExtractiveAnswerer } from '@deskstream/adapter-ai-extractive';
import { readMarkdownFolder } from '@deskstream/adapter-knowledge-postgres';
import type { Parts } from '@deskstream/composition';
import { openKnowledge, openModels, openParts, openTools } from '@deskstream/composition';
import type { RunningService } from '@deskstream/kernel';
import { EVERYBODY } from '@deskstream/port-knowledge';
import type { Platform } from '@deskstream/platform-nest';
import { logProbe, mountService } from '@deskstream/platform-nest';
import { startSweeping } from '@deskstream/platform-worker';
import type { ConversationOrchestratorConfig } from './config';
import { startDecide } from './decide/start-decide';
import { sharedByAll } from './reasoning/shared-knowledge';
import { REASONING_GROUP, startReasoning } from './reasoning/start-reasoning';
import { startStreamIndex } from './stream-index/start-stream-index';
import { startTimers, TIMERS_GROUP } from './timers/start-timers';
import { startTrials } from './trials/start-trials';

type OrchestratorPlatform = Platform<ConversationOrchestratorConfig>;

/** Four consumer groups and the runner of trials, in one process or each in its own. */
@Module({})
export class ConversationOrchestratorModule {
  static register(platform: OrchestratorPlatform): DynamicModule {
    return {
      module: ConversationOrchestratorModule,
      providers: [
        mountService({ name: 'conversation-orchestrator', start: () => start(platform) }),
      ],
    };
  }
}

const start = async (platform: OrchestratorPlatform): Promise<RunningService> => {
  const parts = await openParts(platform.config, { ...platform, service: platform.name });
  const running: RunningService[] = [logProbe(parts.log, platform.clock)];
  for (const startOne of chosen(platform.config)) running.push(await startOne(platform, parts));
  const { ORCHESTRATOR_TIMERS, ORCHESTRATOR_REASONING, WORK_RETENTION_DAYS } = platform.config;
  const groups = [
    ...(ORCHESTRATOR_TIMERS ? [TIMERS_GROUP] : []),
    ...(ORCHESTRATOR_REASONING ? [REASONING_GROUP] : []),
  ];
  running.push(startSweeping({ ...platform, ...parts, groups, days: WORK_RETENTION_DAYS }));
  return {
    name: platform.name,
    ready: () => running.map((each) => each.ready()).find(({ ok }) => !ok) ?? { ok: true },
    stop: async () => {
      await Promise.all(running.map((each) => each.stop()));
      await parts.close();
    },
  };
};

type StartOne = (platform: OrchestratorPlatform, parts: Parts) => Promise<RunningService>;

const chosen = (config: ConversationOrchestratorConfig): readonly StartOne[] => [
  ...(config.ORCHESTRATOR_DECIDE ? [streamIndex, decide] : []),
  ...(config.ORCHESTRATOR_TIMERS ? [timers] : []),
  ...(config.ORCHESTRATOR_REASONING ? [reasoning] : []),
  ...(config.ORCHESTRATOR_TRIALS ? [trials] : []),
];

const decide: StartOne = (platform, parts) =>
  startDecide({ ...platform, ...parts, maxStreams: platform.config.ORCHESTRATOR_MAX_STREAMS });

const streamIndex: StartOne = (platform, parts) => startStreamIndex({ ...platform, ...parts });

const timers: StartOne = (platform, parts) => startTimers({ ...platform, ...parts });

const trials: StartOne = (platform, parts) =>
  startTrials({ ...platform, ...parts, databaseUrl: platform.config.DATABASE_URL ?? '' });

const reasoning: StartOne = async (platform, parts) => {
  const { knowledge, embedding } = await openKnowledge(platform.config, parts, platform);
  const folder = platform.config.KNOWLEDGE_FOLDER;
  if (folder !== undefined) await knowledge.replaceAll(EVERYBODY, readMarkdownFolder(folder));
  const { close: closeTools, ...tools } = openTools(parts.settings);
  const running = await startReasoning({
    ...platform,
    ...parts,
    knowledge: sharedByAll(knowledge),
    answerer: createExtractiveAnswerer(),
    generative: { ...tools, modelFor: openModels(parts, platform).modelFor },
  });
  return {
    ...running,
    stop: async () => {
      await running.stop();
      await Promise.all([embedding.stop(), closeTools()]);
    },
  };
};
