import { writeFileSync } from 'node:fs';
import type { Outcome } from '@deskstream/app-audit';
import { runWhatIf } from '@deskstream/app-audit';
import { parsePartitionKey } from '@deskstream/kernel';
import type { Report } from '@deskstream/conversation-what-if';
import { reportHtml, reportOf } from '@deskstream/conversation-what-if';
import { CommandError, EXIT } from '../cli/command-error';
import type { Output } from '../cli/output';
import type { Installation } from '../installation/open-installation';
import type { SessionChoice } from './chosen-sessions';
import type { AnswererChoice, OpenAnswerer } from './asked-answerer';
import { chosenSessions } from './chosen-sessions';
import { mayCost } from './may-cost';
import type { PatchSources, RulesChange } from './rules-patch';
import { rulesChange } from './rules-patch';
import { tell } from './what-if-told';
import type { WhatIfState } from './what-if-state';
import { openState } from './what-if-state';

export interface WhatIfRequest extends SessionChoice, PatchSources {
  /** Takes the title's place in the report. */
  readonly title?: string;
  /** Asks what the record has no answer for. */
  readonly answerer: boolean;
  /** Another model; asks everything again. */
  readonly model?: string;
  /** Pays for a model without being asked. */
  readonly yes: boolean;
  /** Asks everything again, also what the record has an answer for. */
  readonly rerun: boolean;
  readonly html?: string;
  readonly resume: boolean;
  readonly failOnChange: boolean;
}

export interface WhatIfParts {
  /** Folder of the state files. */
  readonly folder: string;
  readonly at: number;
  readonly signal: AbortSignal;
  openAnswerer(choice: AnswererChoice): Promise<OpenAnswerer>;
}

/** Decides recorded sessions under other rules, waits or answers, and reports which come out otherwise. */
export const whatIf = async (
  installation: Installation,
  output: Output,
  request: WhatIfRequest,
  parts: WhatIfParts,
): Promise<void> => {
  const { patch, lines } = changeOf(request);
  const keys = await chosenSessions(installation, request);
  const answerer = await answererOf(keys, request, parts);
  try {
    const question = {
      title: request.title ?? titleOf(lines, answerer?.name),
      candidate: lines,
      ...(answerer === undefined ? {} : { answerer: answerer.name }),
    };
    const asked = { rules: patch, rerun: isRerun(request) };
    const state = openState(parts.folder, { ...question, asked }, request.resume);
    const run = { keys, state, output, signal: parts.signal };
    const deps = { ...installation, ...(answerer === undefined ? {} : { answerer }) };
    if (answerer !== undefined)
      await mayCost({ ...run, answerer, yes: request.yes }, (left) =>
        runWhatIf(installation, left, asked, parts.signal),
      );
    const { results, failed } = await runAll(run, (left) =>
      runWhatIf(deps, left, asked, parts.signal),
    );
    publish(output, reportOf(question, results, failed), request, parts);
  } finally {
    await answerer?.close();
  }
};

const isRerun = ({ rerun, model }: WhatIfRequest): boolean => rerun || model !== undefined;

const answererOf = async (
  [first]: readonly string[],
  request: WhatIfRequest,
  { openAnswerer }: WhatIfParts,
): Promise<OpenAnswerer | undefined> => {
  if (!request.answerer && !isRerun(request)) return undefined;
  const { workspace = '' } = parsePartitionKey(first ?? '') ?? {};
  return openAnswerer({ model: request.model ?? 'workspace', workspace });
};

const changeOf = (request: WhatIfRequest): RulesChange => {
  const change = rulesChange(request);
  if (change.lines.length > 0 || isRerun(request)) return change;
  throw new CommandError(
    'What is different? Give --settings <file>, --rule path=value, --model, or --rerun.',
    EXIT.usage,
  );
};

export interface Run extends Pick<WhatIfParts, 'signal'> {
  readonly keys: readonly string[];
  readonly state: WhatIfState;
  readonly output: Output;
}

const runAll = async (
  { keys, state, output, signal }: Run,
  start: (left: readonly string[]) => AsyncIterable<Outcome>,
) => {
  const results = [...state.results(keys)];
  const failed: { key: string; because: string }[] = [];
  const known = new Set(results.map(({ key }) => key));
  const left = keys.filter((key) => !known.has(key));
  if (known.size > 0)
    output.line(`${known.size} sessions were done before; ${left.length} are left.`);
  const progress = output.progress(left.length, 'what if');
  for await (const outcome of start(left)) {
    progress.advance(1);
    if (outcome.ok) {
      results.push(outcome.result);
      state.keep(outcome.result);
    } else failed.push(outcome);
  }
  progress.end();
  if (signal.aborted)
    throw new CommandError(
      `Stopped after ${results.length} of ${keys.length} sessions; the same command with --resume goes on from here.`,
      EXIT.failed,
    );
  return { results, failed };
};

const publish = (
  output: Output,
  report: Report,
  { html, failOnChange }: WhatIfRequest,
  { at }: WhatIfParts,
): void => {
  tell(output, report);
  if (html !== undefined) {
    writeFileSync(html, reportHtml(report, { at }));
    output.line(`\nReport: ${html}`);
  }
  if (failOnChange && report.changed.length > 0)
    throw new CommandError(`${report.changed.length} sessions come out otherwise.`, EXIT.different);
};

const titleOf = (lines: readonly string[], answerer: string | undefined): string => {
  const [first] = lines;
  const rules = lines.length > 1 ? `${first ?? ''} and ${lines.length - 1} more` : first;
  return [rules, answerer === undefined ? undefined : `answers by ${answerer}`]
    .filter((part) => part !== undefined)
    .join(', ');
};
