import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { AskedAnswerer, Figures } from '@deskstream/platform-trials';
import { figuresOf, playCase } from '@deskstream/platform-trials';
import type { CaseResult, EvaluationCase } from '@deskstream/conversation-what-if';
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
  const figures = figuresOf(results, {
    ...{ at: parts.at, set: set.name, answerer: parts.answerer.name },
  });
  const history = historyFile(request);
  tell(output, { results, figures, before: lastOf(history) });
  appendFileSync(history, `${JSON.stringify(figures)}\n`);
  if (figures.failed.length > 0)
    throw new CommandError(`${figures.failed.length} of ${figures.cases} cases fail.`, EXIT.failed);
  return figures;
};

const evaluated = (
  given: EvaluationCase,
  { answerer, signal, rulesOf }: EvaluateParts,
): Promise<CaseResult> => {
  const rules = rulesOf(given.session);
  if (rules === null)
    throw new CommandError(`Case ${given.id}: no settings for ${given.session}.`, EXIT.notFound);
  return playCase(given, { answerer, rules, signal });
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

const lastOf = (history: string): Figures | null => historyOf(history).at(-1) ?? null;

/** The file beside the set, or the one that was named. */
export const historyFile = ({ set, history }: EvaluateRequest): string =>
  history ?? set.replace(/\.\w+$/, '.history.ndjson');

/** Every run before, the oldest first; a line that was cut off is left out. */
export const historyOf = (history: string): readonly Figures[] =>
  existsSync(history)
    ? readFileSync(history, 'utf8')
        .split('\n')
        .flatMap((line) => {
          try {
            return [JSON.parse(line) as Figures];
          } catch {
            return [];
          }
        })
    : [];
