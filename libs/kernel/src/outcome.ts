/** What a consumer step says about one record. Nothing is thrown across a topic (STYLE §6). */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'skipped'; readonly because: string }
  | { readonly kind: 'retry'; readonly because: string; readonly afterMs: number }
  | { readonly kind: 'dead-letter'; readonly because: string; readonly cause?: unknown };

export const done: Outcome = { kind: 'done' };
export const skipped = (because: string): Outcome => ({ kind: 'skipped', because });
export const retry = (because: string, afterMs: number): Outcome => ({
  kind: 'retry',
  because,
  afterMs,
});
