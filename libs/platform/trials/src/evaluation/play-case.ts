import type { ConversationSettings } from '@deskstream/conversation-domain';
import type { Answered, CaseResult, EvaluationCase } from '@deskstream/conversation-what-if';
import { evaluateCase } from '@deskstream/conversation-what-if';
import type { AskedAnswerer } from '../answering';

const MOST_RUNS = 20;

export interface CasePlayer {
  readonly answerer: AskedAnswerer;
  readonly rules: ConversationSettings;
  readonly signal: AbortSignal;
}

/** Plays a case by these rules; each run that comes up is asked of the answerer. */
export const playCase = async (
  given: EvaluationCase,
  { answerer, rules, signal }: CasePlayer,
): Promise<CaseResult> => {
  const answers = new Map<string, Answered>();
  const candidate = { settingsAt: () => rules, answers };
  let result = evaluateCase(given, candidate);
  for (let run = 0; run < MOST_RUNS; run += 1) {
    const [ask] = result.asks;
    if (ask === undefined || signal.aborted) break;
    const asked = { key: given.session, ask, recorded: [] };
    answers.set(ask.runId, await answerer.answer(asked, signal));
    result = evaluateCase(given, candidate);
  }
  return result;
};
