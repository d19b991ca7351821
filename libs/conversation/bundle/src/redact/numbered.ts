/** `[KIND_1]`, `[KIND_2]` …, the same for the same value. */
export interface Numbered {
  of(value: string): string;
  count(): number;
}

export const openNumbered = (kind: string): Numbered => {
  const names = new Map<string, string>();
  return {
    of: (value) => {
      const name = names.get(value) ?? `[${kind}_${names.size + 1}]`;
      names.set(value, name);
      return name;
    },
    count: () => names.size,
  };
};
