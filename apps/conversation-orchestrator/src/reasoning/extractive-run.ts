import type { Draft as Answer, Turn } from '@deskstream/port-ai';
import type { Passage } from '@deskstream/port-knowledge';
import { audienceOf } from './audience-of';
import { citation } from './citation';
import { contextOf } from './context-of';
import { journaledSteps } from './generative/run-journal';
import { handoffSummary } from './handoff-summary';
import type { Finish, Result, Run, RunDeps, StepKind } from './run-deps';
import { PASSAGES } from './run-deps';

/** Context, retrieval, draft, judgement: without a model, from passages alone. */
export const extractiveRun = async (deps: RunDeps, run: Run): Promise<Finish> => {
  const { clock, answerer, knowledge } = deps;
  const { request, tools } = run;
  const tell = inOrder(deps, run);
  let began = clock.now();
  const turns = contextOf(run.events);
  await tell('context', began, { turns: turns.length, events: run.events.length });
  began = clock.now();
  const query = answerer.query(turns);
  const signals = answerer.signals?.(turns);
  const passages = await knowledge.retrieve({
    workspace: request.workspace,
    text: query,
    limit: PASSAGES,
    audience: audienceOf(run.events, signals),
  });
  await tell('retrieval', began, { query, passages: passages.map(citation) });
  began = clock.now();
  const answer = await answerer.answer({ turns, passages }, tools.signal);
  await tell('draft', began, { answerer: answerer.name, ...answer });
  await tell('judgement', clock.now(), judgementOf(answer));
  return {
    result: resultOf(answer, turns, passages),
    ...(signals === undefined ? {} : { signals }),
    answerer: answerer.name,
  };
};

type Tell = (kind: StepKind, began: number, detail: unknown) => Promise<void>;

const inOrder = ({ clock }: RunDeps, { tell, claim }: Run): Tell => {
  // Steps of a model that the workspace has no more keep their numbers.
  let step = journaledSteps(claim.journal);
  return async (kind, began, detail) => {
    await tell.step({ step, kind, detail, tookMs: clock.now() - began });
    step += 1;
  };
};

/** What the answerer thinks of its draft; whether that is enough is the decider's to say. */
const judgementOf = (answer: Answer) => {
  switch (answer.kind) {
    case 'answer': {
      const { kind, confidence, sources } = answer;
      return { kind, confidence, sources: sources.length };
    }
    case 'unsure':
    case 'solved':
      return answer;
  }
};

const resultOf = (answer: Answer, turns: readonly Turn[], passages: readonly Passage[]): Result => {
  const titles = passages.map(({ title }) => title);
  switch (answer.kind) {
    case 'answer':
      return {
        ...answer,
        sources: [...answer.sources],
        summary: handoffSummary(turns, { titles }),
      };
    case 'unsure': {
      const { kind, cause, confidence, because } = answer;
      return { kind, cause, confidence, summary: handoffSummary(turns, { titles, because }) };
    }
    case 'solved':
      return answer;
  }
};
