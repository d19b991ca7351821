import type { InputData, RecordedEvent } from '@deskstream/conversation-domain';
import type { AnyInput, EventRecord } from '@deskstream/contracts';
import { decodeEvent, encodeInput, reportIdOf } from '@deskstream/contracts';
import type { Clock, Step, Telemetry } from '@deskstream/kernel';
import { hasCode, messageOf } from '@deskstream/kernel';
import type { Performed, Tools } from '@deskstream/platform-work';
import type { Answerer, Draft as Answer, Turn } from '@deskstream/port-ai';
import type { Draft, EventLog } from '@deskstream/port-event-log';
import type { Knowledge, Passage } from '@deskstream/port-knowledge';
import type { StreamIndex } from '@deskstream/port-stream-index';
import type { ClaimedWork } from '@deskstream/port-work-ledger';
import { contextOf } from './context-of';
import { mergedTraces } from './merged-traces';

export interface RunDeps {
  readonly log: EventLog;
  readonly index: StreamIndex;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly knowledge: Knowledge;
  readonly answerer: Answerer;
}

/** What the ledger keeps of a requested run. */
export interface RunRequest {
  readonly workspace: string;
  readonly correlationId: string;
  readonly traceparent?: string;
}

const PASSAGES = 8;
const MAX_FAILURES = 4;
const RETRY_MS = 1_000;
const INDEX_LAG_MS = 50;
const MAX_INDEX_LAG_MS = 5_000;

/** One reasoning run: context, retrieval, draft, judgement. Each step is recorded as it happens, the result last. */
export const performRun = async (
  deps: RunDeps,
  claim: ClaimedWork,
  tools: Tools,
): Promise<Performed> => {
  const request = claim.payload as RunRequest;
  if (claim.recalled !== null) return { kind: 'finished', report: [], result: { recalled: true } };
  const stream = await streamOf(deps.index, claim);
  if (stream === null) return { kind: 'postponed', dueAt: deps.clock.now() + indexPause(claim) };
  return deps.telemetry.step(
    'reasoning run',
    {
      parent: request.traceparent,
      links: mergedTraces(stream, claim.id, request.traceparent),
      kind: 'internal',
      attributes: { 'deskstream.run.id': claim.id },
    },
    async (step) => {
      const tell = teller(deps, claim, step);
      const events = stream.map(({ event }) => event);
      try {
        const result = await reason(deps, { claim, request, events, tell, tools });
        return finished(tell, { ...result, answerer: deps.answerer.name });
      } catch (error) {
        return failedOnce(deps, { claim, tell, tools }, error);
      }
    },
  );
};

type Result = InputData<'ReasoningFinished'>['result'];
type StepKind = InputData<'ReasoningStepped'>['kind'];

interface Teller {
  /** Publishes one step; `tookMs` since `began`. */
  step(kind: StepKind, began: number, detail: unknown): Promise<void>;
  finished(data: Finish): Draft;
}

type Finish = Omit<InputData<'ReasoningFinished'>, 'runId'>;
type Reasoned = Omit<Finish, 'answerer'>;

interface Run {
  readonly claim: ClaimedWork;
  readonly request: RunRequest;
  readonly events: readonly RecordedEvent[];
  readonly tell: Teller;
  readonly tools: Tools;
}

const reason = async (deps: RunDeps, run: Run): Promise<Reasoned> => {
  const { clock, answerer, knowledge } = deps;
  const { tell, request, tools } = run;
  let began = clock.now();
  const turns = contextOf(run.events);
  await tell.step('context', began, { turns: turns.length, events: run.events.length });
  began = clock.now();
  const query = answerer.query(turns);
  const passages = await knowledge.retrieve({
    workspace: request.workspace,
    text: query,
    limit: PASSAGES,
  });
  await tell.step('retrieval', began, { query, passages: passages.map(citation) });
  began = clock.now();
  const answer = await answerer.answer({ turns, passages }, tools.signal);
  await tell.step('draft', began, { answerer: answerer.name, ...answer });
  await tell.step('judgement', clock.now(), judgementOf(answer));
  const signals = answerer.signals?.(turns);
  return {
    result: resultOf(answer, turns, passages),
    ...(signals === undefined ? {} : { signals }),
  };
};

/**
 * A stop is nobody's fault: the run is due again at once. Failures are counted in the journal, not by
 * claims, for waiting for the index takes claims, too.
 */
const failedOnce = async (
  { clock, answerer }: RunDeps,
  { claim, tell, tools }: Pick<Run, 'claim' | 'tell' | 'tools'>,
  error: unknown,
): Promise<Performed> => {
  if (tools.stopping()) return { kind: 'postponed', dueAt: clock.now() };
  if (isLogAway(error)) throw error;
  const failures = claim.journal.filter(({ kind }) => kind === 'note').length + 1;
  if (failures >= MAX_FAILURES)
    return finished(tell, {
      result: { kind: 'failed', because: messageOf(error) },
      answerer: answerer.name,
    });
  if ((await tools.journal('note', { failures })) === 'lost') return { kind: 'lost' };
  return { kind: 'postponed', dueAt: clock.now() + RETRY_MS * 2 ** (failures - 1) };
};

/** Then nothing can be told either, and the run is not to blame. */
const isLogAway = (error: unknown): boolean =>
  hasCode(error, 'EVENT_LOG.UNAVAILABLE') || hasCode(error, 'EVENT_LOG.FULL');

const indexPause = ({ attempt }: ClaimedWork): number =>
  Math.min(MAX_INDEX_LAG_MS, INDEX_LAG_MS * 2 ** Math.min(attempt - 1, 10));

const citation = ({ articleId, articleVersion, title, heading, score }: Passage) => ({
  articleId,
  articleVersion,
  title,
  heading,
  score: Number(score.toFixed(4)),
});

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
  switch (answer.kind) {
    case 'answer':
      return { ...answer, sources: [...answer.sources] };
    case 'unsure': {
      const { kind, cause, confidence, because } = answer;
      return { kind, cause, confidence, summary: summaryOf(because, turns, passages) };
    }
    case 'solved':
      return answer;
  }
};

/** For the person who takes over: what was asked, what was looked at, why the AI stopped. */
const summaryOf = (
  because: string,
  turns: readonly Turn[],
  passages: readonly Passage[],
): string => {
  const asked = turns.filter(({ role }) => role === 'customer').at(-1)?.text ?? '';
  const titles = [...new Set(passages.map(({ title }) => title))].slice(0, 3);
  return [
    `The customer wrote: "${asked.slice(0, 400)}"`,
    titles.length === 0 ? 'No article came up.' : `Articles looked at: ${titles.join(', ')}.`,
    `Why the AI stopped: ${because}.`,
  ].join('\n');
};

/** The run's own request must be in the index, so that nothing said before it is missing. */
const streamOf = async (
  index: StreamIndex,
  claim: ClaimedWork,
): Promise<readonly EventRecord[] | null> => {
  const stream: EventRecord[] = [];
  let last = 0;
  for await (const { seq, record } of index.readStream(claim.key)) {
    if (seq > claim.seq) break;
    const decoded = decodeEvent(record);
    if (decoded.ok) stream.push(decoded.value);
    last = seq;
  }
  return last === claim.seq ? stream : null;
};

const finished = (tell: Teller, finish: Finish): Performed => ({
  kind: 'finished',
  report: [tell.finished(finish)],
  result: { kind: finish.result.kind },
});

const teller = (deps: RunDeps, claim: ClaimedWork, step: Step): Teller => {
  const request = claim.payload as RunRequest;
  let steps = 0;
  const draft = (what: string, input: AnyInput) =>
    encodeInput(
      {
        id: reportIdOf(claim.id, what),
        source: '/conversation-orchestrator/reasoning',
        subject: claim.key,
        time: deps.clock.now(),
        correlationId: request.correlationId,
        causationId: claim.id,
        ...(step.traceparent === undefined ? {} : { traceparent: step.traceparent }),
      },
      input,
    );
  return {
    step: async (kind, began, detail) => {
      const data = { runId: claim.id, step: steps, kind, detail, tookMs: deps.clock.now() - began };
      await deps.log.publish([draft(`step-${steps}`, { type: 'ReasoningStepped', data })]);
      steps += 1;
    },
    finished: (finish) =>
      draft('finished', { type: 'ReasoningFinished', data: { runId: claim.id, ...finish } }),
  };
};
