/** What `--help` and error messages tell about one environment variable. */
export interface Variable {
  readonly name: string;
  /** One line for `--help`. */
  readonly about: string;
  /** In words: `a port, 0 to 65535`. */
  readonly expected: string;
  /** Masked wherever it is shown. */
  readonly secret: boolean;
  readonly required: boolean;
}

/** A configuration class; its fields are named like the variables and hold the defaults. */
export type ConfigClass<C extends object> = new () => C;

const declared = new WeakMap<object, Variable[]>();

export const declareVariable = (prototype: object, variable: Variable): void => {
  declared.set(prototype, [...(declared.get(prototype) ?? []), variable]);
};

/** Own variables first, then those of the base classes, each in order of declaration. */
export const variablesOf = (Class: ConfigClass<object>): readonly Variable[] => {
  const found = new Map<string, Variable>();
  for (
    let at: object | null = Class.prototype as object;
    at;
    at = Object.getPrototypeOf(at) as object | null
  )
    for (const variable of declared.get(at) ?? [])
      if (!found.has(variable.name)) found.set(variable.name, variable);
  return [...found.values()];
};
