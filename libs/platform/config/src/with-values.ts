/** The same configuration with other values for some of its variables. */
export const withValues = <T extends object, V extends Partial<T>>(config: T, values: V): T & V =>
  Object.assign(Object.create(Object.getPrototypeOf(config) as object) as T, config, values);
