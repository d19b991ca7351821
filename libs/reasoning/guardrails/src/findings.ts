/** What a guardrail noticed; recorded with the run. `excerpt` is at most 120 characters. */
export interface Finding {
  /** Stable, as in `override-instructions`. */
  readonly code: string;
  readonly excerpt: string;
}

const BEFORE = 20;
const EXCERPT = 120;

export const excerptAt = (text: string, index: number): string =>
  text
    .slice(Math.max(0, index - BEFORE), index - BEFORE + EXCERPT)
    .replace(/\s+/g, ' ')
    .trim();
