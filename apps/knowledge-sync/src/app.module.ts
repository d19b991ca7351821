import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { openArticles, openParts, openSources } from '@deskstream/composition';
import type { RunningService } from '@deskstream/kernel';
import type { Platform } from '@deskstream/platform-nest';
import { logProbe, mountService, withProbes } from '@deskstream/platform-nest';
import type { KnowledgeSyncConfig } from './config';
import { startKnowledgeSync } from './start-knowledge-sync';

/** Composition root of the process: which sources it can read. */
@Module({})
export class KnowledgeSyncModule {
  static register(platform: Platform<KnowledgeSyncConfig>): DynamicModule {
    return {
      module: KnowledgeSyncModule,
      providers: [mountService({ name: 'knowledge-sync', start: () => start(platform) })],
    };
  }
}

const start = async (platform: Platform<KnowledgeSyncConfig>): Promise<RunningService> => {
  const { config } = platform;
  const parts = await openParts(config, { ...platform, service: platform.name });
  const sources = openSources(config);
  const articles = await openArticles(parts).catch(async (error: unknown) => {
    await sources.close();
    await parts.close();
    throw error;
  });
  const syncer = startKnowledgeSync({
    ...platform,
    ...parts,
    articles,
    sources: sources.all,
    atATime: config.KNOWLEDGE_AT_A_TIME,
  });
  return withProbes(
    {
      ...syncer,
      stop: async () => {
        await syncer.stop();
        await sources.close();
        await parts.close();
      },
    },
    [logProbe(parts.log, platform.clock)],
  );
};
