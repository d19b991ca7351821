import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { ConfigError } from './config-error';
import type { ConfigProblem } from './config-error';
import { variablesOf } from './variables';
import type { ConfigClass, Variable } from './variables';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the declared variables of `env`, and nothing else. An empty value counts as not set.
 * Throws one {@link ConfigError} that lists every problem.
 */
export const loadConfig = <C extends object>(Class: ConfigClass<C>, env: Environment): C => {
  const variables = variablesOf(Class);
  const config = plainToInstance(Class, given(variables, env), { exposeDefaultValues: true });
  const wrong = new Set(validateSync(config).map(({ property }) => property));
  const problems = variables
    .filter(({ name }) => wrong.has(name))
    .map((variable) => problemOf(variable, env[variable.name]));
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
};

const given = (variables: readonly Variable[], env: Environment): Record<string, string> =>
  Object.fromEntries(
    variables.flatMap(({ name }) => {
      const value = env[name];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );

const problemOf = (variable: Variable, value: string | undefined): ConfigProblem => ({
  variable: variable.name,
  expected: variable.expected,
  found: value === undefined || value === '' ? 'nothing' : shown(variable, value),
  fix: `Set ${variable.name} in the environment of this process${
    variable.required ? '' : ', or leave it out'
  }; --help lists all variables.`,
});

const shown = ({ secret }: Variable, value: string): string =>
  secret ? `a secret of ${value.length} characters` : JSON.stringify(value);
