import type { InputData, RecordedEvent } from '@deskstream/conversation-domain';
import type { Clock, Telemetry } from '@deskstream/kernel';
import type { Tools } from '@deskstream/platform-worker';
import type { Answerer } from '@deskstream/port-ai';
import type { EventLog } from '@deskstream/port-event-log';
import type { Knowledge } from '@deskstream/port-knowledge';
import type { StreamIndex } from '@deskstream/port-stream-index';
import type { ClaimedWork } from '@deskstream/port-work-ledger';
import type { Generative } from './generative/generative';
import type { Teller } from './teller';

export interface RunDeps {
  readonly log: EventLog;
  readonly index: StreamIndex;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly knowledge: Pick<Knowledge, 'retrieve'>;
  /** Answers for workspaces without a model. */
  readonly answerer: Answerer;
  /** Language models and tools; left out, every run is the answerer's. */
  readonly generative?: Generative;
}

/** What the ledger keeps of a requested run. */
export interface RunRequest {
  readonly workspace: string;
  readonly correlationId: string;
  readonly traceparent?: string;
}

/** One run as it was claimed, with the log up to its request. */
export interface Run {
  readonly claim: ClaimedWork;
  readonly request: RunRequest;
  readonly events: readonly RecordedEvent[];
  readonly tell: Teller;
  readonly tools: Tools;
}

export type Result = InputData<'ReasoningFinished'>['result'];
export type Finish = Omit<InputData<'ReasoningFinished'>, 'runId'>;
export type StepKind = InputData<'ReasoningStepped'>['kind'];

export const PASSAGES = 8;
