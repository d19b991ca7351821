import { createFolderSource } from '@deskstream/adapter-source-folder';
import { createFrontSource } from '@deskstream/adapter-source-front';
import { createHubspotSource } from '@deskstream/adapter-source-hubspot';
import { createIntercomSource } from '@deskstream/adapter-source-intercom';
import { createWebSource } from '@deskstream/adapter-source-web';
import {
  createPostgresArticles,
  createPostgresKnowledge,
} from '@deskstream/adapter-knowledge-postgres';
import type { ArticleStore } from '@deskstream/port-knowledge';
import type { KnowledgeSource } from '@deskstream/port-knowledge-source';
import type { Parts } from './open-parts';

/** What of the configuration decides about the sources of articles. */
export interface SourcesConfig {
  readonly KNOWLEDGE_ROOT?: string;
  readonly KNOWLEDGE_PRIVATE_HOSTS?: string;
}

/** What articles can be read from; closing it closes the connections. */
export interface OpenSources {
  readonly all: readonly KnowledgeSource[];
  close(): Promise<void>;
}

/** Every kind of source. A new one adds a line here. */
export const openSources = (config: SourcesConfig): OpenSources => {
  const privateHosts = (config.KNOWLEDGE_PRIVATE_HOSTS ?? '').split(',').map((host) => host.trim());
  const all = [
    createFrontSource(),
    createIntercomSource(),
    createHubspotSource(),
    createWebSource({ privateHosts: privateHosts.filter((host) => host !== '') }),
    createFolderSource({ root: config.KNOWLEDGE_ROOT ?? null }),
  ];
  return {
    all,
    close: async () => {
      await Promise.all(all.map((source) => source.close()));
    },
  };
};

/** Tables of passages, then of the articles that are cut into them. */
export const openArticles = async ({
  pool,
  schema,
}: Pick<Parts, 'pool' | 'schema'>): Promise<ArticleStore> => {
  await createPostgresKnowledge({ pool, schema });
  return createPostgresArticles({ pool, schema });
};
