import type { Report, SessionResult } from '@deskstream/conversation-what-if';
import type { Output } from '../cli/output';
import { colours } from '../cli/output';

const SHOWN = 20;

/** The report for people, the most telling first; as JSON it is one value. */
export const tell = (output: Output, report: Report): void => {
  output.value(report);
  output.line(colours.bold(`What if ${report.title}`));
  output.line(
    `${report.reproduced} of ${report.decisions} decisions reproduced; ${report.changed.length} of ${report.sessions} sessions come out otherwise.\n`,
  );
  output.table(
    Object.entries(report.outcomes).map(([outcome, { recorded, baseline, candidate }]) => ({
      outcome,
      recorded,
      ...(report.baseline === undefined ? {} : { baseline }),
      candidate,
      change: candidate > recorded ? `+${candidate - recorded}` : candidate - recorded,
    })),
  );
  for (const [move, messages] of Object.entries(report.moves))
    output.line(`${String(messages).padStart(6)}  ${move}`);
  output.line();
  for (const session of report.changed.slice(0, SHOWN)) tellSession(output, session);
  if (report.changed.length > SHOWN)
    output.line(`… and ${report.changed.length - SHOWN} more: --html or --json has all of them.`);
  for (const warning of warningsOf(report)) output.line(colours.yellow(warning));
};

const tellSession = (output: Output, { key, diverged, changes }: SessionResult): void => {
  output.line(`${colours.bold(key)}  ${colours.dim(diverged?.because ?? '')}`);
  for (const { what, recorded, candidate } of changes)
    output.line(`        ${what}: ${recorded || 'none'} → ${colours.cyan(candidate || 'none')}`);
};

const warningsOf = ({ asks, older, noisy, unfaithful, failed }: Report): readonly string[] => [
  ...(noisy === 0
    ? []
    : [`${noisy} sessions come out otherwise when asked again with nothing different.`]),
  ...(asks === 0
    ? []
    : [
        `${asks} answers are not in the record and were taken for good ones; --answerer asks for them.`,
      ]),
  ...(older === 0 ? [] : [`${older} decisions were recorded by an older version of the rules.`]),
  ...unfaithful.map(({ key }) => `${key}: not reproduced by the settings of then.`),
  ...failed.map(({ key, because }) => `${key}: ${because}`),
];
