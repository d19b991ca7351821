import { Presets, SingleBar } from 'cli-progress';
import pc from 'picocolors';

/** Where a command writes; `--json` turns every result into JSON on stdout, one value a line. */
export interface Output {
  readonly json: boolean;
  /** For people; nothing when `--json` is on. */
  line(text?: string): void;
  table(rows: readonly Readonly<Record<string, string | number>>[]): void;
  /** For programs; nothing when `--json` is off. */
  value(value: unknown): void;
  /** A bar on stderr when it is a terminal; silent otherwise. */
  progress(total: number, what: string): Progress;
}

export interface Progress {
  advance(by: number): void;
  end(): void;
}

export const createOutput = (json: boolean): Output => ({
  json,
  line: (text = '') => {
    if (!json) process.stdout.write(`${text}\n`);
  },
  table: (rows) => {
    if (!json) process.stdout.write(renderTable(rows));
  },
  value: (value) => {
    if (json) process.stdout.write(`${JSON.stringify(value)}\n`);
  },
  progress,
});

export const colours = pc;

export const renderTable = (rows: readonly Readonly<Record<string, string | number>>[]): string => {
  const [first] = rows;
  if (!first) return '';
  const columns = Object.keys(first);
  const cells = rows.map((row) => columns.map((column) => String(row[column] ?? '')));
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...cells.map((row) => (row[index] ?? '').length)),
  );
  const render = (row: readonly string[]) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd();
  return [pc.dim(render(columns)), ...cells.map(render), ''].join('\n');
};

const progress = (total: number, what: string): Progress => {
  if (!process.stderr.isTTY || total === 0)
    return { advance: () => undefined, end: () => undefined };
  const bar = new SingleBar(
    {
      format: `${what} [{bar}] {percentage}% {value}/{total} {eta_formatted}`,
      stream: process.stderr,
    },
    Presets.rect,
  );
  bar.start(total, 0);
  return { advance: (by) => bar.increment(by), end: () => bar.stop() };
};
