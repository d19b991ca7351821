import type { Performed, Tools } from '@deskstream/platform-worker';
import type { ClaimedWork } from '@deskstream/port-work-ledger';
import { extractiveRun } from './extractive-run';
import { failedOnce } from './failed-once';
import { generativeRun } from './generative/generative-run';
import { mergedTraces } from './merged-traces';
import type { Finish, Run, RunDeps, RunRequest } from './run-deps';
import { indexPause, streamOf } from './stream-of';
import type { Teller } from './teller';
import { teller } from './teller';

/** One reasoning run, by the workspace's model or without one. Each step is recorded as it happens, the result last. */
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
      const { answerer, reason } = wayOf(deps, request);
      try {
        return finished(tell, await reason({ claim, request, events, tell, tools }));
      } catch (error) {
        const giveUp = (because: string) =>
          finished(tell, { result: { kind: 'failed', because }, answerer });
        return failedOnce(deps, { claim, tools }, { error, giveUp });
      }
    },
  );
};

interface Way {
  readonly answerer: string;
  reason(run: Run): Promise<Finish>;
}

const wayOf = (deps: RunDeps, { workspace }: RunRequest): Way => {
  const { generative } = deps;
  const choice = generative?.modelFor(workspace) ?? null;
  return generative === undefined || choice === null
    ? { answerer: deps.answerer.name, reason: (run) => extractiveRun(deps, run) }
    : {
        answerer: choice.model.name,
        reason: (run) => generativeRun({ ...deps, generative, choice }, run),
      };
};

const finished = (tell: Teller, finish: Finish): Performed => ({
  kind: 'finished',
  report: [tell.finished(finish)],
  result: { kind: finish.result.kind },
});
