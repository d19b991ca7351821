/** The same configuration with other values for some of its variables. */
export const withValues = <T extends object>(config: T, values: Partial<T>): T =>
  Object.assign(Object.create(Object.getPrototypeOf(config) as object) as T, config, values);
