import { variablesOf } from './variables';
import type { ConfigClass, Variable } from './variables';

/** The `--help` table: variable, default, meaning. */
export const describeConfig = (Class: ConfigClass<object>): string => {
  const defaults = new Class() as Readonly<Record<string, unknown>>;
  const rows = variablesOf(Class).map((variable) => [
    variable.name,
    defaultOf(variable, defaults[variable.name]),
    `${variable.about} (${variable.expected})`,
  ]);
  return table([['VARIABLE', 'DEFAULT', 'MEANING'], ...rows]);
};

const defaultOf = ({ required, secret }: Variable, value: unknown): string => {
  if (value === undefined || value === '')
    return required && value === undefined ? 'required' : '-';
  return secret
    ? '(secret)'
    : Array.isArray(value)
      ? value.join(',')
      : JSON.stringify(value).replaceAll('"', '');
};

const table = (rows: readonly (readonly string[])[]): string => {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
};
