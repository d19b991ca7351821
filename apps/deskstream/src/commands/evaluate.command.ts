import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { AskedAnswerer } from '@deskstream/app-audit';
import type {
  Answered,
  CaseResult,
  EvaluationCase,
  EvaluationSet,
} from '@deskstream/conversation-what-if';
import { evaluateCase } from '@deskstream/conversation-what-if';
import type { ConversationSettings } from '@deskstream/conversation-domain';
import { CommandError, EXIT } from '../cli/command-error';
import type { Output } from '../cli/output';
import { colours } from '../cli/output';
import { readSet } from './evaluation-file';

export interface EvaluateParts {
  readonly answerer: AskedAnswerer;
  readonly at: number;
  readonly signal: AbortSignal;
  /** The rules to judge with; `null`: no such workspace. */
  rulesOf(session: string): ConversationSettings | null;
}

export interface EvaluateRequest {
  readonly set: string;
  /** Figures over time, a line for each run; `<set>.history.ndjson` without it. */
  readonly history?: string;
}

/** One run, as the history file keeps it. */
export interface Figures {
  readonly at: number;
  readonly set: string;
  readonly answerer: string;
  readonly cases: number;
  readonly passed: number;
  /** Passed and all, by what was expected. */
  readonly by: Readonly<Record<string, readonly [passed: number, cases: number]>>;
  readonly failed: readonly string[];
}

const MOST_RUNS = 20;

/** Plays every case with the rules and the answerer of now. Ends with exit code 1 where an assertion fails. */
export const evaluate = async (
  output: Output,
  request: EvaluateRequest,
  parts: EvaluateParts,
): Promise<Figures> => {
  const set = readSet(request.set);
  const progress = output.progress(set.cases.length, 'evaluating');
  const results: CaseResult[] = [];
  for (const each of set.cases) {
    results.push(await evaluated(each, parts));
    progress.advance(1);
  }
  progress.end();
  const figures = figuresOf(set, results, parts);
  const history = request.history ?? request.set.replace(/\.\w+$/, '.history.ndjson');
  tell(output, { results, figures, before: lastOf(history) });
  appendFileSync(history, `${JSON.stringify(figures)}\n`);
  if (figures.failed.length > 0)
    throw new CommandError(`${figures.failed.length} of ${figures.cases} cases fail.`, EXIT.failed);
  return figures;
};

const evaluated = async (
  given: EvaluationCase,
  { answerer, signal, rulesOf }: EvaluateParts,
): Promise<CaseResult> => {
  const rules = rulesOf(given.session);
  if (rules === null)
    throw new CommandError(`Case ${given.id}: no settings for ${given.session}.`, EXIT.notFound);
  const answers = new Map<string, Answered>();
  let result = evaluateCase(given, { settingsAt: () => rules, answers });
  for (let run = 0; run < MOST_RUNS; run += 1) {
    const [ask] = result.asks;
    if (ask === undefined) break;
    answers.set(
      ask.runId,
      await answerer.answer({ key: given.session, ask, recorded: [] }, signal),
    );
    result = evaluateCase(given, { settingsAt: () => rules, answers });
  }
  return result;
};

const figuresOf = (
  { name }: EvaluationSet,
  results: readonly CaseResult[],
  { at, answerer }: EvaluateParts,
): Figures => {
  const by: Record<string, [number, number]> = {};
  for (const { expected, failures } of results) {
    const counts = (by[expected] ??= [0, 0]);
    counts[0] += failures.length === 0 ? 1 : 0;
    counts[1] += 1;
  }
  const failed = results.filter(({ failures }) => failures.length > 0).map(({ id }) => id);
  const passed = results.length - failed.length;
  return { at, set: name, answerer: answerer.name, cases: results.length, passed, by, failed };
};

interface Told {
  readonly results: readonly CaseResult[];
  readonly figures: Figures;
  readonly before: Figures | null;
}

const tell = (output: Output, { results, figures, before }: Told): void => {
  for (const { id, found, failures } of results) {
    output.line(
      `${failures.length === 0 ? colours.green('✓') : colours.red('✗')} ${id}  ${colours.dim(found)}`,
    );
    for (const { what, expected, found: was } of failures)
      output.line(
        `    ${what}: expected ${expected || 'not to say it'}, found ${was || 'nothing'}`,
      );
  }
  for (const { asks: _asks, ...result } of results) output.value(result);
  output.value(figures);
  const kinds = Object.entries(figures.by).map(
    ([kind, [passed, all]]) => `${kind} ${passed}/${all}`,
  );
  output.line(
    `\n${figures.passed} of ${figures.cases} cases pass (${kinds.join(', ')}) with ${figures.answerer}.`,
  );
  if (before === null) return;
  const now = new Set(figures.failed);
  const then = new Set(before.failed);
  const broken = figures.failed.filter((id) => !then.has(id));
  const mended = before.failed.filter((id) => !now.has(id));
  output.line(
    `Before, ${new Date(before.at).toISOString().slice(0, 10)}: ${before.passed} of ${before.cases}.${listed('New failures', broken)}${listed('Mended', mended)}`,
  );
};

const listed = (what: string, ids: readonly string[]): string =>
  ids.length === 0 ? '' : ` ${what}: ${ids.join(', ')}.`;

const lastOf = (history: string): Figures | null => {
  const line = existsSync(history)
    ? readFileSync(history, 'utf8').trimEnd().split('\n').at(-1)
    : undefined;
  return line === undefined || line === '' ? null : (JSON.parse(line) as Figures);
};
