import type { Model, ModelReply } from '@deskstream/port-ai';
import type { ToolBox } from '@deskstream/port-tools';
import type { PromptName, Template } from '@deskstream/reasoning-prompts';

/** What a workspace answers with. */
export interface ModelChoice {
  readonly model: Model;
  readonly maxOutputTokens: number;
  /** What a prompt may take of the model's window; about four bytes of UTF-8 count as one token. */
  readonly contextTokens: number;
  /** In millionths of the currency that prices are given in; `null`: no price is known. */
  costOf?(usage: ModelReply['usage']): number | null;
}

/** A run that uses up any of these hands the conversation to people, and says which. */
export interface RunLimits {
  readonly modelCalls: number;
  readonly toolCalls: number;
  /** Time spent in steps; the time in which no process had the run does not count. */
  readonly seconds: number;
  /** In and out, of all calls together. */
  readonly tokens: number;
}

export const defaultRunLimits: RunLimits = {
  modelCalls: 8,
  toolCalls: 8,
  seconds: 90,
  tokens: 60_000,
};

/** Language models and tools, by workspace. */
export interface Generative {
  /** `null`: the workspace has none. */
  modelFor(workspace: string): ModelChoice | null;
  readonly tools: ToolBox;
  /** Those that differ from the default. */
  limitsFor?(workspace: string): { readonly [K in keyof RunLimits]?: number | undefined };
  /** In place of the newest ones, for a what-if. */
  readonly prompts?: Readonly<Partial<Record<PromptName, Template>>>;
  /** Hosts that a reply may link to besides those of the articles. */
  linkHostsFor?(workspace: string): readonly string[];
}
