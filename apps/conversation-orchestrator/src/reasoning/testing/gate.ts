/** Counts the awaits of one process and kills it at one of them: from there on nothing it waits for comes. */
export class Gate {
  passed = 0;
  readonly points: string[] = [];

  /** `dieAt`: the number of the await, from 1. */
  constructor(private readonly dieAt = Infinity) {}

  get dead(): boolean {
    return this.passed >= this.dieAt;
  }

  pass(point: string): Promise<void> {
    if (this.dead) return never();
    this.passed += 1;
    this.points.push(point);
    return this.dead ? never() : Promise.resolve();
  }

  /** The same object with a gate before and behind each of its named methods. */
  guard<T extends object>(target: T, name: string, methods: readonly (keyof T & string)[]): T {
    return new Proxy(target, {
      get: (of, property) => {
        const value: unknown = Reflect.get(of, property);
        if (typeof value !== 'function') return value;
        const method = value.bind(of) as (...args: readonly unknown[]) => unknown;
        if (!methods.some((each) => each === property)) return method;
        return async (...args: readonly unknown[]) => {
          await this.pass(`before ${name}.${String(property)}`);
          const result = await method(...args);
          await this.pass(`after ${name}.${String(property)}`);
          return result;
        };
      },
    });
  }
}

const never = (): Promise<never> => new Promise(() => undefined);
