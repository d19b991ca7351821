import type { Change } from '../compare';
import { STYLE } from './report-style';
import type { Report } from './report';
import type { SessionResult } from './session-result';

export interface HtmlOptions {
  /** When it was made (ms). */
  readonly at: number;
  /** Sessions shown in full; the others are counted. */
  readonly most?: number;
}

const MOST = 500;

/** One file without scripts or links to elsewhere, in light and dark. */
export const reportHtml = (report: Report, { at, most = MOST }: HtmlOptions): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${text(report.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<p class="kind">What-if</p>
<h1>${text(report.title)}</h1>
<p class="when">${report.sessions.toLocaleString('en')} recorded sessions, made ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC</p>
${report.candidate.length === 0 ? '' : `<ul class="candidate">${report.candidate.map((line) => `<li><code>${text(line)}</code></li>`).join('')}</ul>`}
</header>
${figures(report)}
${warnings(report)}
<div class="columns">
${outcomes(report)}
${counts('Where they begin to differ', report.causes, 'sessions')}
</div>
${sessions(report, most)}
${assumptions(report)}
</main>
</body>
</html>
`;

const figures = (report: Report): string => {
  const share = report.decisions === 0 ? 1 : report.reproduced / report.decisions;
  const items: readonly [string, string, string][] = [
    [number(report.changed.length), 'sessions decided otherwise', `of ${number(report.sessions)}`],
    [signed(report, 'replied'), 'messages answered', now(report, 'replied')],
    [signed(report, 'handed-over'), 'messages handed to people', now(report, 'handed-over')],
    [
      percent(share),
      'decisions reproduced',
      `${number(report.reproduced)} of ${number(report.decisions)} made again to the byte`,
    ],
  ];
  return `<section class="figures" aria-label="Figures">${items
    .map(
      ([value, what, more]) =>
        `<div><strong>${text(value)}</strong><span>${text(what)}</span><small>${text(more)}</small></div>`,
    )
    .join('')}</section>`;
};

const signed = ({ outcomes: all }: Report, outcome: string): string => {
  const { recorded, candidate } = both(all, outcome);
  const difference = candidate - recorded;
  return difference > 0 ? `+${number(difference)}` : number(difference).replace('-', '−');
};

const now = ({ outcomes: all }: Report, outcome: string): string => {
  const { recorded, candidate } = both(all, outcome);
  return `${number(recorded)} recorded, ${number(candidate)} with the candidate`;
};

const both = (all: Report['outcomes'], outcome: string) => {
  const { recorded = 0, candidate = 0 } = all[outcome] ?? {};
  return {
    recorded,
    candidate: candidate + (all[`${outcome}, if a model answers`]?.candidate ?? 0),
  };
};

const warnings = (report: Report): string => {
  const lines = [
    report.asks === 0
      ? ''
      : `${number(report.asks)} answers are not in the record: a good answer is taken for granted. Ask a model with <code>--answerer</code>.`,
    report.older === 0
      ? ''
      : `${number(report.older)} decisions were recorded by an older version of the rules and come out otherwise today.`,
    report.unfaithful.length === 0
      ? ''
      : `${number(report.unfaithful.length)} sessions are not reproduced by the settings of then: ${report.unfaithful
          .slice(0, 5)
          .map(({ key }) => `<code>${text(key)}</code>`)
          .join(', ')}. Their changes may have another cause.`,
    report.noisy === 0
      ? ''
      : `${number(report.noisy)} sessions come out otherwise when asked again with nothing different. What the candidate makes in the same way is not listed.`,
    report.failed.length === 0
      ? ''
      : `${number(report.failed.length)} sessions could not be read: ${report.failed
          .slice(0, 5)
          .map(({ key, because }) => `<code>${text(key)}</code> (${text(because)})`)
          .join(', ')}.`,
  ].filter((line) => line !== '');
  return lines.length === 0
    ? ''
    : `<section class="notes">${lines.map((line) => `<p>${line}</p>`).join('')}</section>`;
};

const outcomes = (report: Report): string => {
  const rows = Object.entries(report.outcomes).sort(
    ([, a], [, b]) => b.candidate + b.recorded - a.candidate - a.recorded,
  );
  const most = Math.max(1, ...rows.flatMap(([, row]) => [row.recorded, row.candidate]));
  const bar = (value: number, lane: string): string =>
    `<span class="bar ${lane}" style="inline-size:${((100 * value) / most).toFixed(1)}%"></span>`;
  return `<section><h2>How messages end</h2><table class="outcomes"><thead><tr><th>Outcome</th><th class="n">Recorded</th>${again(report, '<th class="n">Baseline</th>')}<th class="n">Candidate</th><th aria-hidden="true"></th></tr></thead><tbody>${rows
    .map(
      ([outcome, { recorded, baseline, candidate }]) =>
        `<tr><td>${text(outcome)}</td><td class="n">${number(recorded)}</td>${again(report, `<td class="n">${number(baseline)}</td>`)}<td class="n${recorded === candidate ? '' : ' differs'}">${number(candidate)}</td><td class="bars" aria-hidden="true">${bar(recorded, 'recorded')}${bar(candidate, 'candidate')}</td></tr>`,
    )
    .join('')}</tbody></table>${timing(report)}</section>`;
};

/** Only where the baseline lane was asked again is it worth a column. */
const again = ({ baseline }: Pick<Report, 'baseline'>, column: string): string =>
  baseline === undefined ? '' : column;

const timing = ({ medianMs, retimed }: Report): string =>
  medianMs === null
    ? ''
    : `<p class="timing">Where only the time of an outcome changes, counted from the message: ${seconds(medianMs.recorded)} recorded, ${seconds(medianMs.candidate)} with the candidate (median). ${number(retimed)} sessions have other times only.</p>`;

const counts = (title: string, all: Readonly<Record<string, number>>, unit: string): string => {
  const rows = Object.entries(all).sort(([, a], [, b]) => b - a);
  if (rows.length === 0) return `<section><h2>${title}</h2><p>Nowhere.</p></section>`;
  return `<section><h2>${title}</h2><ol class="causes">${rows
    .slice(0, 12)
    .map(([name, count]) => `<li><span>${text(name)}</span><b>${number(count)} ${unit}</b></li>`)
    .join('')}</ol>${rows.length > 12 ? `<p>and ${rows.length - 12} more</p>` : ''}</section>`;
};

const sessions = (report: Report, most: number): string => {
  const { changed } = report;
  return `<section><h2>Changed sessions</h2>${
    changed.length === 0 ? '<p>No decision comes out otherwise.</p>' : ''
  }${changed
    .slice(0, most)
    .map((each, place) => session(each, place, report))
    .join('')}${
    changed.length > most
      ? `<p>and ${number(changed.length - most)} more; the JSON report has all of them.</p>`
      : ''
  }</section>`;
};

const session = (
  { key, diverged, changes, texts }: SessionResult,
  place: number,
  report: Report,
): string =>
  `<details${place < 3 ? ' open' : ''}><summary><code>${text(key)}</code><span>${text(headline(changes))}</span></summary>${
    diverged === null
      ? ''
      : `<p class="because">First at event ${diverged.seq} (${text(diverged.inputType)}, ${new Date(diverged.at).toISOString().slice(0, 19).replace('T', ' ')}): ${text(diverged.because)}</p>`
  }<table class="changes"><thead><tr><th>What</th><th>Recorded</th>${again(report, '<th>Baseline</th>')}<th>Candidate</th></tr></thead><tbody>${byMessage(
    changes,
  )
    .map(
      ([messageId, own]) =>
        `${messageId === null ? '' : `<tr class="message"><td colspan="4">“${text(texts[messageId] ?? messageId)}”</td></tr>`}${own
          .map(
            ({ what, recorded, baseline = recorded, candidate }) =>
              `<tr><th scope="row">${what}</th><td>${cell(recorded)}</td>${again(report, `<td>${cell(baseline)}</td>`)}<td>${cell(candidate)}</td></tr>`,
          )
          .join('')}`,
    )
    .join('')}</tbody></table></details>`;

const headline = (changes: readonly Change[]): string => {
  const moves = changes.filter(({ what }) => what === 'outcome');
  const [first] = moves;
  if (first === undefined) return [...new Set(changes.map(({ what }) => what))].join(', ');
  const more = moves.length > 1 ? `, ${moves.length - 1} more` : '';
  return `${first.recorded} → ${first.candidate}${more}`;
};

const byMessage = (changes: readonly Change[]): readonly [string | null, readonly Change[]][] => {
  const messages = new Map<string | null, Change[]>();
  for (const change of changes) {
    const own = messages.get(change.messageId);
    if (own === undefined) messages.set(change.messageId, [change]);
    else own.push(change);
  }
  return [...messages];
};

const cell = (value: string): string => (value === '' ? '<i>none</i>' : text(value));

const assumptions = ({ answerer }: Report): string =>
  `<section class="assumptions"><h2>What is taken for granted</h2><ul>
<li>Customers, teammates and the help desk do what they did, when they did it, whatever the AI says instead.</li>
<li>Timers run on a virtual clock. A request that the record has as well gets what came of it there, as much later or earlier as it is made; any other is done after a second.</li>
<li>${answerer === undefined ? 'An answer to the same messages is the recorded one; any other counts as a good answer until a model is asked.' : `Answers come from ${text(answerer)}, given the messages as they stand in the candidate’s lane.`}</li>
<li>What the vendor tells of the AI’s own acts comes only if the candidate has done them by then.</li>
</ul></section>`;

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
const number = (value: number): string => value.toLocaleString('en');
const percent = (share: number): string => `${share === 1 ? '100' : (100 * share).toFixed(2)} %`;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const text = (value: string): string => value.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
