export type KnowledgeSourceKind = 'front' | 'intercom' | 'hubspot' | 'web' | 'folder';

/**
 * Where a workspace's articles come from. Help desks are read with the token of the workspace's
 * connection of that vendor, so a source holds no secret.
 */
export interface KnowledgeSourceSettings {
  /** Unique in the workspace; part of its articles' ids. */
  readonly id: string;
  readonly kind: KnowledgeSourceKind;
  /** Ids of help centers; `*`: all there are. Empty: nothing is selected yet (S086). */
  readonly select: readonly string[];
  /** `web`: address of a sitemap or of a first page. `folder`: its path below the allowed folder. */
  readonly location?: string;
  /** `web`: further hosts beside that of `location`. */
  readonly hosts?: readonly string[];
  /** `false`: kept as it is, not synced by itself. */
  readonly enabled: boolean;
  readonly everyMinutes: number;
}
