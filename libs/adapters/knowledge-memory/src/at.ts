/** Awaited before a call changes anything (`knowledge.retrieve`) and after it (`knowledge.retrieve.done`). */
export type At = (point: string) => Promise<void>;

/** Runs `act` at once, between the two points. */
export const between = async <T>(
  at: At | undefined,
  call: string,
  act: () => T | Promise<T>,
): Promise<T> => {
  await at?.(call);
  const result = await act();
  await at?.(`${call}.done`);
  return result;
};
