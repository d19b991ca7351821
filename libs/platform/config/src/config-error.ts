export interface ConfigProblem {
  readonly variable: string;
  readonly expected: string;
  /** As given; secrets are masked; `nothing` when it is not set. */
  readonly found: string;
  readonly fix: string;
}

/** The environment does not fit the schema. Holds every problem, not the first one. */
export class ConfigError extends Error {
  readonly code = 'CONFIG.INVALID';

  constructor(readonly problems: readonly ConfigProblem[]) {
    super(
      [`The configuration has ${problems.length} problem(s):`, ...problems.map(describe)].join(
        '\n',
      ),
    );
    this.name = 'ConfigError';
  }
}

const describe = ({ variable, expected, found, fix }: ConfigProblem): string =>
  `  ${variable}: expected ${expected}; found ${found}. ${fix}`;
