import type { RecordedEvent } from '@deskstream/conversation-domain';
import type { Clock } from '@deskstream/kernel';
import type { ModelMessage, ModelReply } from '@deskstream/port-ai';
import type { Passage } from '@deskstream/port-knowledge';
import type { AvailableTool } from '@deskstream/port-tools';
import type { Run } from '../run-deps';
import type { Briefing } from './briefing';
import type { Generative, ModelChoice, RunLimits } from './generative';
import type { AnswerValues } from '@deskstream/reasoning-prompts';
import type { RunJournal } from './run-journal';

/** What stays the same during a run. */
export interface Frame {
  readonly run: Run;
  readonly clock: Clock;
  readonly generative: Generative;
  readonly choice: ModelChoice;
  readonly journal: RunJournal;
  readonly limits: RunLimits;
  readonly briefing: Briefing;
  readonly events: readonly RecordedEvent[];
}

/** What came up so far; made again from the journal when a run is taken up. */
export class Exchange {
  readonly messages: ModelMessage[] = [];
  /** Results that raised no suspicion, as the model saw them. */
  readonly results: string[] = [];
  /** What was done, for the person who may take over. */
  readonly done: string[] = [];
  modelCalls = 0;
  toolCalls = 0;
  tokens = 0;

  constructor(
    readonly values: AnswerValues,
    readonly passages: readonly Passage[],
    readonly tools: readonly AvailableTool[],
    /** Something that speaks to the model like an order has entered the run. */
    public tainted: boolean,
  ) {}

  spent({ usage }: ModelReply): void {
    this.modelCalls += 1;
    this.tokens += usage.inputTokens + usage.outputTokens;
  }
}
