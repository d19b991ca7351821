import type { KnowledgeSyncFinished } from '@deskstream/contracts';
import type { Clock, Logger, Telemetry } from '@deskstream/kernel';
import type { KnowledgeLog } from '@deskstream/platform-knowledge';
import type { ArticleStore, SourceName } from '@deskstream/port-knowledge';
import type { KnowledgeSource, SourceConfig } from '@deskstream/port-knowledge-source';
import type { Calls } from './calls';

export interface SyncDeps {
  readonly articles: ArticleStore;
  readonly history: KnowledgeLog;
  readonly sources: readonly KnowledgeSource[];
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly logger: Logger;
}

/** One sync under way. */
export interface Syncing {
  readonly deps: SyncDeps;
  readonly name: SourceName;
  readonly config: SourceConfig;
  readonly source: KnowledgeSource;
  readonly calls: Calls;
  readonly runId: string;
  /** Somebody knows that most articles may be gone, or changed the settings so. */
  readonly acceptRemovals: boolean;
}

/** How a sync ended, before its figures are known. */
export type Ended = Pick<KnowledgeSyncFinished, 'result' | 'checks' | 'detail' | 'retryAt'>;
