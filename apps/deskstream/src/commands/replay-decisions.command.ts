import { identity, readSession, rulesAt } from '@deskstream/platform-trials';
import type { Difference } from '@deskstream/conversation-what-if';
import { replayDecisions } from '@deskstream/conversation-what-if';
import { messageOf } from '@deskstream/kernel';
import { CommandError, EXIT } from '../cli/command-error';
import type { Output } from '../cli/output';
import type { Installation } from '../installation/open-installation';
import type { SessionChoice } from './chosen-sessions';
import { chosenSessions } from './chosen-sessions';

interface Sum {
  sessions: number;
  decisions: number;
  reproduced: number;
  /** Of those that differ: recorded by an older version of the rules. */
  older: number;
  failed: number;
}

/**
 * Decides every session again, each decision with the settings version that it names, and compares
 * events, ids and states with the log, to the byte. Ends with `EXIT.broken` where something differs.
 */
export const replayAll = async (
  installation: Installation,
  output: Output,
  choice: SessionChoice,
): Promise<void> => {
  const keys = await chosenSessions(installation, choice);
  const rules = rulesAt(installation.settings, {});
  const progress = output.progress(keys.length, 'deciding again');
  const sum: Sum = { sessions: 0, decisions: 0, reproduced: 0, older: 0, failed: 0 };
  const lines: string[] = [];
  for (const key of keys) {
    progress.advance(1);
    const told = await replayOne(installation, key, rules).catch((error: unknown) => {
      sum.failed += 1;
      lines.push(`✗ ${key}: ${messageOf(error)}`);
    });
    if (told === undefined) continue;
    sum.sessions += 1;
    sum.decisions += told.decisions;
    sum.reproduced += told.reproduced;
    sum.older += told.older;
    lines.push(...told.differences.map((difference) => lineOf(key, difference)));
    output.value({ key, ...told });
  }
  progress.end();
  report(output, sum, lines);
};

const replayOne = async (
  { index }: Installation,
  key: string,
  rules: ReturnType<typeof rulesAt>,
) => {
  const session = await readSession(index, key);
  if (session === null) throw new CommandError('it has no events', EXIT.notFound);
  const replayed = replayDecisions(session.entries, { identity, settingsAt: rules.recorded(key) });
  const { decisions, reproduced, older, differences } = replayed;
  return { decisions: decisions.length, reproduced, older, differences };
};

const lineOf = (
  key: string,
  { seq, eventType, field, expected, found, older }: Difference,
): string =>
  `${older ? '·' : '✗'} ${key} event ${seq} (${eventType}), ${field}: expected ${expected}, found ${found}${older ? ' (recorded by an older version)' : ''}`;

const report = (output: Output, sum: Sum, lines: readonly string[]): void => {
  for (const line of lines) output.line(line);
  const share = sum.decisions === 0 ? 100 : (100 * sum.reproduced) / sum.decisions;
  output.line(
    `${sum.reproduced} of ${sum.decisions} decisions of ${sum.sessions} sessions reproduced to the byte (${share.toFixed(2)} %).`,
  );
  output.value(sum);
  const wrong = sum.decisions - sum.reproduced - sum.older;
  if (wrong + sum.failed > 0)
    throw new CommandError(
      `${wrong} decisions differ, ${sum.failed} sessions cannot be read.`,
      EXIT.broken,
    );
};
