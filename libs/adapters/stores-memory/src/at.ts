/**
 * Where a process can be delayed, fail or die: `<store>.<call>` before a call changes anything and
 * `<store>.<call>.done` after it. Resolves to go on, rejects to fail there, or never resolves.
 */
export type At = (point: string) => Promise<void>;

/** Runs `act` at once, between the two points. */
export const between = async <T>(at: At | undefined, call: string, act: () => T): Promise<T> => {
  await at?.(call);
  const result = act();
  await at?.(`${call}.done`);
  return result;
};
