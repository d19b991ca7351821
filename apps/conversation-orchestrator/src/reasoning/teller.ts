import type { AnyInput } from '@deskstream/contracts';
import { encodeInput, reportIdOf } from '@deskstream/contracts';
import type { EpochMs, Step } from '@deskstream/kernel';
import type { ClaimedWork } from '@deskstream/port-work-ledger';
import type { Draft } from '@deskstream/port-event-log';
import type { Finish, RunDeps, RunRequest, StepKind } from './run-deps';

/** A step of a run as it is published; its id is derived from run and number. */
export interface ToldStep {
  readonly step: number;
  readonly kind: StepKind;
  readonly detail: unknown;
  readonly tookMs: number;
}

export interface Teller {
  /** Published when it resolves. The same number again is the same input. */
  step(told: ToldStep, at?: EpochMs): Promise<void>;
  /** To be published with the end of the work. */
  finished(data: Finish): Draft;
}

export const teller = (deps: RunDeps, claim: ClaimedWork, step: Step): Teller => {
  const request = claim.payload as RunRequest;
  const draft = (what: string, at: EpochMs, input: AnyInput) =>
    encodeInput(
      {
        id: reportIdOf(claim.id, what),
        source: '/conversation-orchestrator/reasoning',
        subject: claim.key,
        time: at,
        correlationId: request.correlationId,
        causationId: claim.id,
        ...(step.traceparent === undefined ? {} : { traceparent: step.traceparent }),
      },
      input,
    );
  return {
    step: async (told, at = deps.clock.now()) => {
      const data = { runId: claim.id, ...told };
      await deps.log.publish([draft(`step-${told.step}`, at, { type: 'ReasoningStepped', data })]);
    },
    finished: (finish) =>
      draft('finished', deps.clock.now(), {
        type: 'ReasoningFinished',
        data: { runId: claim.id, ...finish },
      }),
  };
};
