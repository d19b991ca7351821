import type { RecordedEvent } from '@deskstream/conversation-domain';
import type { Answered, Ask } from '@deskstream/conversation-what-if';
import type { EpochMs } from '@deskstream/kernel';

export interface AskedRun {
  readonly key: string;
  readonly ask: Ask;
  /** The session as it was recorded: tools give what they gave then. */
  readonly recorded: readonly RecordedEvent[];
}

/** Answers what the record does not, for instance with a model. */
export interface AskedAnswerer {
  /** Named in the report: `extractive/1`. */
  readonly name: string;
  answer(asked: AskedRun, signal: AbortSignal): Promise<Answered>;
}

/** The articles of now, those of when each run was recorded, or those of one time. */
export type KnowledgeTime = 'now' | 'recorded' | EpochMs;

export interface AnswererChoice {
  /** `extractive`: without a model. `workspace`: as its settings say. Else this model, at the workspace's provider. */
  readonly model: string;
  /** Whose settings name the provider. */
  readonly workspace: string;
  /** Prompt files (whole text) or versions (`answer/1`) in place of the newest ones. */
  readonly prompts: readonly string[];
  readonly knowledge: KnowledgeTime;
}

export interface Tokens {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Who would answer, and for how much. */
export interface DescribedAnswerer {
  readonly name: string;
  /** Answers of a model cost money; `null`: these cost nothing. Millionths of the currency, or `null` without a price. */
  readonly costOf: ((tokens: Tokens) => number | null) | null;
}

export interface OpenAnswerer extends DescribedAnswerer, AskedAnswerer {
  close(): Promise<void>;
}

/** Who would answer in what-ifs and evaluations. Calls nobody: audit asks it before a trial is written. */
export interface Answerers {
  /** WHAT_IF.PROMPT: a prompt that is none. WHAT_IF.PROMPT_NEEDS_MODEL: nobody would read it. */
  describe(choice: AnswererChoice): DescribedAnswerer;
}

/** Who answers, as a run of this installation would be answered. */
export interface Answering extends Answerers {
  /** Refuses what `describe` refuses. */
  open(choice: AnswererChoice): Promise<OpenAnswerer>;
}
