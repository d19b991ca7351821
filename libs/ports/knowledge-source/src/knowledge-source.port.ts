import type { EpochMs } from '@deskstream/kernel';
import type { ArticleAudience } from '@deskstream/port-knowledge';
import type { KnowledgeSourceKind, KnowledgeSourceSettings } from '@deskstream/port-settings';
import type { ConnectionCheck, RateBudget, VendorConnection } from '@deskstream/port-vendor';

/** One source of one workspace, with the connection whose token reads it (`null`: none is needed or there). */
export interface SourceConfig {
  readonly workspace: string;
  readonly source: KnowledgeSourceSettings;
  readonly connection: VendorConnection | null;
}

/** Anything but success. Nothing was changed anywhere, so asking again is always safe. */
export type SourceRefusal =
  | { readonly kind: 'throttled'; readonly retryAt: EpochMs | null }
  /** Nobody there, or a fault of theirs: later may be better. */
  | { readonly kind: 'unavailable'; readonly because: string }
  /** A definite no. `code` is one of `SOURCE.KEY_INVALID`, `SOURCE.READ_DENIED`, … */
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string };

export type SourceAnswer<T> =
  { readonly kind: 'ok'; readonly value: T; readonly budget?: RateBudget } | SourceRefusal;

export interface SourceArticle {
  readonly title: string;
  /** Headings as `#`; no HTML. */
  readonly markdown: string;
  readonly url?: string;
  /** BCP 47. */
  readonly language?: string;
  readonly updatedAt?: EpochMs;
  /** Whom it is for; everybody without it. */
  readonly audience?: ArticleAudience;
}

export interface ListedArticle {
  /** Stable while the article lives; unique in its source. */
  readonly id: string;
  /** Another text whenever the article may have changed; `null`: nobody knows, so it is read. */
  readonly changed: string | null;
  /** Where the list tells all. */
  readonly article?: SourceArticle;
}

export interface ListedPage {
  readonly articles: readonly ListedArticle[];
  /** Of the next page; works in another process too. `null`: this was the last one. */
  readonly next: string | null;
}

/** What may be selected. */
export interface HelpCenter {
  readonly id: string;
  readonly name: string;
  /** Not for customers: `*` does not take it. */
  readonly internal?: boolean;
}

export interface SourceVerification {
  /** `key`, `read access` and `selection` (S083, S085, S086); never a secret. */
  readonly checks: readonly ConnectionCheck[];
  readonly available: readonly HelpCenter[];
  /** Set: the source could not be asked just now, so the checks say nothing for good. */
  readonly notNow?: Exclude<SourceRefusal, { kind: 'refused' }>;
}

/**
 * Reads only, at most one call at a time, with a timeout and without repeating; never throws, except
 * that an aborted `signal` may reject. Drafts and unpublished articles are not there.
 */
export interface KnowledgeSource {
  readonly kind: KnowledgeSourceKind;
  verify(config: SourceConfig, signal: AbortSignal): Promise<SourceVerification>;
  list(
    config: SourceConfig,
    cursor: string | null,
    signal: AbortSignal,
  ): Promise<SourceAnswer<ListedPage>>;
  /** `null`: it is not there any more. */
  read(
    config: SourceConfig,
    id: string,
    signal: AbortSignal,
  ): Promise<SourceAnswer<SourceArticle | null>>;
  close(): Promise<void>;
}
