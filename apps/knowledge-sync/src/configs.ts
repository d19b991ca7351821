import type { SourceConfig } from '@deskstream/port-knowledge-source';
import type { WorkspaceSettings } from '@deskstream/port-settings';

/** Each source of a workspace with the connection of its kind. */
export const configsOf = ({
  workspace,
  connections,
  knowledge = [],
}: Pick<WorkspaceSettings, 'workspace' | 'connections' | 'knowledge'>): readonly SourceConfig[] =>
  knowledge.map((source) => ({
    workspace,
    source,
    connection: connections.find(({ vendor }) => vendor === source.kind) ?? null,
  }));
