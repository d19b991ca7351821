import type { EpochMs } from '@deskstream/kernel';
import type { Article } from './knowledge.port';

/** Names one source of a workspace. */
export interface SourceName {
  readonly workspace: string;
  readonly source: string;
}

/** As the source has it now; `articleId` is unique in the workspace. */
export interface SourcedArticle extends Article {
  /** The source's own word for this state; `null`: it has none. */
  readonly changed: string | null;
  readonly url?: string;
  readonly updatedAt?: EpochMs;
}

export interface StoredVersion extends SourcedArticle {
  readonly source: string;
  readonly storedAt: EpochMs;
}

export interface RunCounts {
  readonly listed: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly requests: number;
}

/** A sync under way, as it is kept: another process can go on with it. */
export interface SyncRun {
  readonly id: string;
  readonly because: string;
  readonly startedAt: EpochMs;
  /** Of the page that comes next; `null`: the first one. */
  readonly cursor: string | null;
  readonly counts: RunCounts;
  readonly errors: readonly { readonly articleId: string; readonly because: string }[];
}

export interface DonePage {
  /** Of the next page. */
  readonly cursor: string | null;
  readonly errors: SyncRun['errors'];
  readonly requests: number;
}

export interface StoredChange {
  readonly position: number;
  readonly runId: string;
  readonly articleId: string;
  readonly version: string;
  readonly change: 'added' | 'changed' | 'removed';
}

/**
 * The articles of sources, one by one. Each call is atomic, and may be made twice: a second time
 * changes nothing. What is put is retrieved from then on; every version is kept.
 */
export interface ArticleStore {
  /**
   * Runs `work` as the only one for this source among all processes; `null`: somebody else is at it.
   * The signal aborts when that is not sure any more.
   */
  alone<T>(name: SourceName, work: (signal: AbortSignal) => Promise<T>): Promise<T | null>;
  /** The run that was not finished, else this new one. */
  begin(name: SourceName, run: Pick<SyncRun, 'id' | 'because' | 'startedAt'>): Promise<SyncRun>;
  /** The source's own word for each article that is current, of those asked for. */
  known(
    name: SourceName,
    articleIds: readonly string[],
  ): Promise<ReadonlyMap<string, string | null>>;
  /** All or none; of one article given twice the last counts. */
  put(name: SourceName, runId: string, articles: readonly SourcedArticle[]): Promise<void>;
  /** They are there, and stay as they are; each counts once a run, like what is put. */
  keep(name: SourceName, runId: string, articleIds: readonly string[]): Promise<void>;
  /** Everything of this page is done; what failed stays as it is. Answers with the run as it stands now. */
  turn(name: SourceName, runId: string, page: DonePage): Promise<SyncRun>;
  /** How many `retireUnseen` would take away now. */
  unseen(name: SourceName, runId: string): Promise<number>;
  /** Takes away what this run neither put nor kept; how many. */
  retireUnseen(name: SourceName, runId: string): Promise<number>;
  /** Takes away all of a source that is not wanted any more; how many. */
  retireAll(name: SourceName): Promise<number>;
  finish(name: SourceName, runId: string): Promise<void>;
  /** Sources with articles or with a run that was not finished. */
  sources(): Promise<readonly SourceName[]>;
  /** Changes that the log was not told of yet, oldest first. */
  untold(name: SourceName, limit: number): Promise<readonly StoredChange[]>;
  told(name: SourceName, upTo: number): Promise<void>;
  /** Every version of an article, oldest first. */
  versions(workspace: string, articleId: string): Promise<readonly StoredVersion[]>;
  count(name: SourceName): Promise<number>;
}
