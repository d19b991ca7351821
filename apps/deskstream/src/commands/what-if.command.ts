import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Answering, AskedChange, KnowledgeTime, Outcome } from '@deskstream/platform-trials';
import {
  answerersOf,
  asksAgain,
  openLanes,
  questionFor,
  questionOf,
  runWhatIf,
} from '@deskstream/platform-trials';
import { parsePartitionKey } from '@deskstream/kernel';
import type { Report } from '@deskstream/conversation-what-if';
import { reportHtml, reportOf } from '@deskstream/conversation-what-if';
import { CommandError, EXIT } from '../cli/command-error';
import type { Output } from '../cli/output';
import type { Installation } from '../installation/open-installation';
import type { SessionChoice } from './chosen-sessions';
import { chosenSessions } from './chosen-sessions';
import { mayCost } from './may-cost';
import type { PatchSources } from './rules-patch';
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
  /** Files or versions; asks everything again. */
  readonly prompt: readonly string[];
  /** `now`, `recorded` or a time; asks everything again. */
  readonly knowledge?: string;
  /** Asks the baseline again, too, even if that costs money. */
  readonly baseline: boolean;
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
  readonly answering: Answering;
}

/** Decides recorded sessions under other rules, waits or answers, and reports which come out otherwise. */
export const whatIf = async (
  installation: Installation,
  output: Output,
  request: WhatIfRequest,
  parts: WhatIfParts,
): Promise<void> => {
  const change = changeOf(request);
  const keys = await chosenSessions(installation, request);
  const { workspace = '' } = parsePartitionKey(keys[0] ?? '') ?? {};
  const lanes = await openLanes(parts.answering, change, workspace);
  try {
    const question = questionFor(change, lanes, request.title);
    const state = openState(parts.folder, { ...question, asked: change }, request.resume);
    const run = { keys, state, output, signal: parts.signal };
    const asked = questionOf(change);
    await mayCost({ ...run, lanes, yes: request.yes }, (left) =>
      runWhatIf(installation, left, asked, parts.signal),
    );
    const { results, failed } = await runAll(run, (left) =>
      runWhatIf({ ...installation, ...answerersOf(lanes) }, left, asked, parts.signal),
    );
    publish(output, reportOf(question, results, failed), request, parts);
  } finally {
    await lanes.close();
  }
};

const changeOf = (request: WhatIfRequest): AskedChange => {
  const { model, prompt, knowledge, rerun, answerer, baseline } = request;
  const change: AskedChange = {
    ...{ rules: rulesChange(request), rerun, answerer, baseline },
    prompts: prompt.map(promptFrom),
    ...(model === undefined ? {} : { model }),
    ...(knowledge === undefined ? {} : { knowledge: knowledgeTime(knowledge) }),
  };
  if (Object.keys(change.rules).length > 0 || asksAgain(change)) return change;
  throw new CommandError(
    'What is different? Give --settings <file>, --rule path=value, --model, --prompt, --knowledge, or --rerun.',
    EXIT.usage,
  );
};

/** A file, or a version as in `answer/1`. */
const promptFrom = (prompt: string): string =>
  existsSync(prompt) ? readFileSync(prompt, 'utf8') : prompt;

const knowledgeTime = (text: string): KnowledgeTime => {
  if (text === 'now' || text === 'recorded') return text;
  const at = Date.parse(text);
  if (!Number.isNaN(at)) return at;
  throw new CommandError(
    `--knowledge ${text}: expected now, recorded, or a time as in 2026-11-21T16:00Z.`,
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
