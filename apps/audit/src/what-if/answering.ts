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

export interface OpenAnswerer extends AskedAnswerer {
  /** Answers of a model cost money; `null`: these cost nothing. Millionths of the currency, or `null` without a price. */
  readonly costOf: ((tokens: Tokens) => number | null) | null;
  close(): Promise<void>;
}

/** Who answers in what-ifs and evaluations; as a run of this installation would be answered. */
export interface Answering {
  /** WHAT_IF.PROMPT: a prompt that is none. */
  open(choice: AnswererChoice): Promise<OpenAnswerer>;
}
