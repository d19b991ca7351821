import { createHash } from 'node:crypto';
import type { Passage } from '@deskstream/port-knowledge';
import type { Finding } from '@deskstream/reasoning-guardrails';
import { findInstructions } from '@deskstream/reasoning-guardrails';
import { audienceOf } from '../audience-of';
import { citation } from '../citation';
import { handoffSummary } from '../handoff-summary';
import type { Finish, Run, RunDeps } from '../run-deps';
import { PASSAGES } from '../run-deps';
import { briefingOf, tokensOf } from './briefing';
import { converse } from './converse';
import type { Frame } from './exchange';
import { Exchange } from './exchange';
import type { Fitted } from './fit';
import { fitPassages, fitTurns } from './fit';
import type { Generative, ModelChoice, RunLimits } from './generative';
import { defaultRunLimits } from './generative';
import type { Outcome } from './outcome';
import { RunJournal } from './run-journal';

export interface GenerativeDeps extends RunDeps {
  readonly generative: Generative;
  readonly choice: ModelChoice;
}

/**
 * Context, guardrail, retrieval, model and tools in turn, draft, judgement, guardrail. Each step is
 * journaled, then told; a run that is taken up again goes on behind its last step (ADR 23).
 */
export const generativeRun = async (deps: GenerativeDeps, run: Run): Promise<Finish> => {
  const { clock, generative, choice, answerer } = deps;
  const journal = new RunJournal(run, clock);
  const briefing = briefingOf(run.events, { key: run.claim.key, runId: run.claim.id });
  const limits = limitsOf(generative, run.request.workspace);
  const frame: Frame = {
    run,
    clock,
    generative,
    choice,
    journal,
    limits,
    briefing,
    events: run.events,
  };
  const turns = fitTurns(briefing.turns, Math.floor(choice.contextTokens * TURNS_SHARE));
  await tellContext(frame, turns);
  const suspicions = await guardIn(frame);
  const passages = await retrieve(deps, frame);
  const tools = await generative.tools.list(briefing.toolContext);
  const { facts, history, purpose } = briefing;
  const values = {
    ...{ turns: turns.kept, passages, facts, history, purpose },
    nonce: nonceOf(run.claim.id),
  };
  const exchange = new Exchange(values, passages, tools, suspicions.length > 0);
  const outcome = await converse(frame, exchange);
  const signals = answerer.signals?.(briefing.turns);
  return {
    result: resultOf(frame, exchange, outcome),
    ...(signals === undefined ? {} : { signals }),
    answerer: choice.model.name,
  };
};

const limitsOf = (generative: Generative, workspace: string): RunLimits => {
  const own = generative.limitsFor?.(workspace) ?? {};
  const given = Object.entries(own).filter(([, limit]) => limit !== undefined);
  return { ...defaultRunLimits, ...Object.fromEntries(given) };
};

const TURNS_SHARE = 0.5;
const PASSAGES_SHARE = 0.4;

const nonceOf = (runId: string): string =>
  createHash('sha256').update(`nonce ${runId}`).digest('hex').slice(0, 16);

const tellContext = async (
  { journal, briefing, run }: Frame,
  turns: Fitted<unknown>,
): Promise<void> => {
  await journal.step('context', 'context', {
    act: () => null,
    tell: () => ({
      turns: turns.kept.length,
      events: run.events.length,
      tokens: turns.tokens + tokensOf([...briefing.facts, ...briefing.history].join('\n')),
      truncated: { turnsDropped: turns.dropped, turnsCut: turns.cut },
      purpose: briefing.purpose,
    }),
  });
};

/** What the customer wrote is answered in any case; what reads like an order closes tools with effects. */
const guardIn = ({ journal, briefing }: Frame): Promise<readonly Finding[]> =>
  journal.step('guardrail', 'guard-in', {
    act: () =>
      [
        ...briefing.turns.filter(({ role }) => role === 'customer').map(({ text }) => text),
        ...briefing.facts,
      ].flatMap(findInstructions),
    tell: (findings) => ({ at: 'messages', findings }),
  });

interface Retrieved {
  readonly query: string;
  readonly passages: readonly Passage[];
  /** Not shown to the model: they speak to it. */
  readonly withheld: readonly Passage[];
  readonly dropped: number;
}

const retrieve = async (
  { knowledge, answerer }: GenerativeDeps,
  { journal, briefing, run, choice }: Frame,
): Promise<readonly Passage[]> => {
  const { passages } = await journal.step<Retrieved>('retrieval', 'retrieval', {
    act: async () => {
      const query = answerer.query(briefing.turns);
      const found = await knowledge.retrieve({
        workspace: run.request.workspace,
        text: query,
        limit: PASSAGES,
        audience: audienceOf(run.events, answerer.signals?.(briefing.turns)),
      });
      const withheld = found.filter(isSuspicious);
      const safe = found.filter((passage) => !isSuspicious(passage));
      const fitted = fitPassages(safe, Math.floor(choice.contextTokens * PASSAGES_SHARE));
      return { query, passages: fitted.kept, withheld, dropped: fitted.dropped };
    },
    tell: ({ query, passages: kept, withheld, dropped }) => ({
      query,
      passages: kept.map(citation),
      ...(withheld.length === 0
        ? {}
        : {
            withheld: withheld.map((passage) => ({
              ...citation(passage),
              findings: findInstructions(`${passage.title}\n${passage.text}`),
            })),
          }),
      truncated: { passagesDropped: dropped },
    }),
  });
  return passages;
};

const isSuspicious = ({ title, heading, text }: Passage): boolean =>
  findInstructions(`${title}\n${heading}\n${text}`).length > 0;

const resultOf = (
  { briefing }: Frame,
  { passages, done }: Exchange,
  outcome: Outcome,
): Finish['result'] => {
  const looked = { titles: passages.map(({ title }) => title), done };
  if (outcome.kind === 'answer')
    return { ...outcome, summary: handoffSummary(briefing.turns, looked) };
  const { kind, cause, confidence, because } = outcome;
  const summary = handoffSummary(briefing.turns, { ...looked, because });
  return { kind, cause, confidence, summary };
};
