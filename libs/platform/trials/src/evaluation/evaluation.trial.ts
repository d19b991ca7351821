import type { EvaluationSet } from '@deskstream/conversation-what-if';
import { InfraError, parsePartitionKey } from '@deskstream/kernel';
import { rulesFor } from '@deskstream/port-settings';
import { atATime } from '../at-a-time';
import type { TrialParts, TrialWork } from '../trial';
import type { PlayedCase } from './figures';
import { figuresOf } from './figures';
import { playCase } from './play-case';

/** What an evaluation on the server was asked: the set as it was then. */
export interface AskedEvaluation {
  readonly set: EvaluationSet;
  /** As `AnswererChoice` has it. */
  readonly model: string;
  readonly answerer: string;
}

/** By the rules and the articles in force. */
export const evaluationTrial: TrialWork = {
  perform: async function* (parts, asked, left, signal) {
    const { set, model } = asked as AskedEvaluation;
    const wanted = new Set(left);
    const cases = set.cases.filter(({ id }) => wanted.has(id));
    const workspace = workspaceOf(cases[0]?.session ?? '');
    const choice = { model, workspace, prompts: [], knowledge: 'now' } as const;
    const answerer = await parts.answering.open(choice);
    const play = async (each: EvaluationSet['cases'][number]) => {
      const player = { answerer, rules: rulesOf(parts, each.session), signal };
      const { asks: _asks, ...result } = await playCase(each, player);
      return { item: each.id, result };
    };
    try {
      yield* atATime(until(signal, cases), parts.itemsAtATime, play);
    } finally {
      await answerer.close();
    }
  },
  conclude: (asked, results, at) => {
    const { set, answerer } = asked as AskedEvaluation;
    const played = results as readonly PlayedCase[];
    return { figures: figuresOf(played, { at, set: set.name, answerer }), results: played };
  },
};

function* until<T>(signal: AbortSignal, items: readonly T[]): Generator<T> {
  for (const item of items) {
    if (signal.aborted) return;
    yield item;
  }
}

const workspaceOf = (session: string): string => parsePartitionKey(session)?.workspace ?? '';

const rulesOf = ({ settings }: Pick<TrialParts, 'settings'>, session: string) => {
  const current = settings.current(workspaceOf(session));
  if (current !== null) return rulesFor(current, parsePartitionKey(session)?.vendor ?? '');
  throw new InfraError(
    'EVALUATION.NO_WORKSPACE',
    `There is no workspace ${workspaceOf(session)}: its rules judge the case of ${session}.`,
    false,
  );
};
