import type { ConnectionCheck } from '@deskstream/port-vendor';
import { CommandError, EXIT } from '../cli/command-error';
import type { Output } from '../cli/output';
import { colours } from '../cli/output';

export const MARKS = {
  ok: colours.green('✓'),
  warning: colours.yellow('!'),
  failed: colours.red('✗'),
  unknown: colours.dim('?'),
} as const;

/** One named check: what was found, and what to do where it is not good. */
export const tellCheck = (
  output: Output,
  { result, name, code, expected, found, fix }: ConnectionCheck,
): void => {
  const label = code === undefined ? name : `${name} (${code})`;
  if (result === 'ok') return output.line(`  ${MARKS.ok} ${label}: ${found}`);
  output.line(`  ${MARKS[result]} ${label}: expected ${expected}, found ${found}`);
  if (fix !== undefined) output.line(`      ${fix}`);
};

/** What was checked, each check, and the exit code that says whether one failed. */
export const tellChecked = (
  output: Output,
  about: Readonly<Record<string, string>>,
  checks: readonly ConnectionCheck[],
): void => {
  output.value({ ...about, checks });
  output.line(colours.bold(Object.values(about).join(' ')));
  for (const check of checks) tellCheck(output, check);
  failIfAny(checks);
};

/** Ends the command with its own exit code where a check failed. */
export const failIfAny = (checks: readonly ConnectionCheck[]): void => {
  const failed = checks.filter(({ result }) => result === 'failed').length;
  if (failed > 0)
    throw new CommandError(
      `${failed} ${failed === 1 ? 'check' : 'checks'} failed.`,
      EXIT.unhealthy,
    );
};
