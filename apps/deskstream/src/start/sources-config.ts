import type { SourcesConfig } from '@deskstream/composition';

/** On a machine of one's own, folders lie below the folder that it was started in. */
export const sourcesConfig = (config: SourcesConfig): SourcesConfig => ({
  ...config,
  KNOWLEDGE_ROOT: config.KNOWLEDGE_ROOT ?? process.cwd(),
});
