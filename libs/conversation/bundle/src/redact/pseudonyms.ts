/** Values that stand for somebody or something, and what stands in their place. */
export interface Pseudonyms {
  /**
   * The first name that a value is given stays. `shortest`: fewer characters are replaced only where they
   * are the whole value, because they are words or numbers of everyday texts as well.
   */
  set(value: string, pseudonym: string, shortest?: number): void;
  /** Whole values, and inside texts where they stand alone; letters' case does not matter there. */
  replace(text: string): string;
  readonly all: readonly string[];
}

const SHORTEST = 4;

export const openPseudonyms = (): Pseudonyms => {
  const whole = new Map<string, string>();
  const inside = new Map<string, string>();
  let pattern: RegExp | null = null;
  return {
    set: (value, pseudonym, shortest = SHORTEST) => {
      if (value === '' || whole.has(value)) return;
      whole.set(value, pseudonym);
      if (value.length < shortest || inside.has(value.toLowerCase())) return;
      inside.set(value.toLowerCase(), pseudonym);
      pattern = null;
    },
    replace: (text) => {
      if (inside.size === 0) return whole.get(text) ?? text;
      pattern ??= patternOf([...inside.keys()]);
      return (
        whole.get(text) ??
        text.replace(pattern, (found) => inside.get(found.toLowerCase()) ?? found)
      );
    },
    get all() {
      return [...new Set(whole.values())];
    },
  };
};

const patternOf = (values: readonly string[]): RegExp => {
  const longestFirst = [...values].sort((a, b) => b.length - a.length).map(escaped);
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
};

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
