import { isoTime, isRecord } from '@deskstream/kernel';
import type { RulesPatch } from '@deskstream/port-settings';
import type {
  Answerers,
  AnswererChoice,
  Answering,
  DescribedAnswerer,
  KnowledgeTime,
  OpenAnswerer,
  Tokens,
} from '../answering';
import type { WhatIfQuestion } from './run-what-if';

/** What is different in a what-if. */
export interface AskedChange {
  readonly rules: RulesPatch;
  /** Another model of the same provider; `extractive`: none. */
  readonly model?: string;
  /** Prompt files (whole text) or versions (`answer/1`). */
  readonly prompts: readonly string[];
  /** Articles that are read; without it those of then, and with `rerun` alone those of now. */
  readonly knowledge?: KnowledgeTime;
  /** Everything is asked again, also what the record has an answer for. */
  readonly rerun: boolean;
  /** What the record has no answer for is asked. */
  readonly answerer: boolean;
  /** The baseline is asked again even if that costs money. */
  readonly baseline: boolean;
}

/** Who answers for the candidate and for the baseline; `undefined`: the record does. */
export interface DescribedLanes {
  readonly candidate?: DescribedAnswerer;
  readonly baseline?: DescribedAnswerer;
}

export interface OpenLanes extends DescribedLanes {
  readonly candidate?: OpenAnswerer;
  readonly baseline?: OpenAnswerer;
  close(): Promise<void>;
}

/** Another model, prompt or knowledge says other words: recorded answers are not reused. */
export const asksAgain = ({ rerun, model, prompts, knowledge }: AskedChange): boolean =>
  rerun || model !== undefined || prompts.length > 0 || knowledge !== undefined;

const needsAnswerer = (change: AskedChange): boolean => change.answerer || asksAgain(change);

export const questionOf = (change: AskedChange): WhatIfQuestion => ({
  rules: change.rules,
  rerun: asksAgain(change),
});

/** Who would answer; asks nobody. */
export const describeLanes = (
  answerers: Answerers,
  change: AskedChange,
  workspace: string,
): DescribedLanes => {
  const { candidate, baseline } = choicesOf(answerers, change, workspace);
  return {
    ...(candidate === undefined ? {} : { candidate: answerers.describe(candidate) }),
    ...(baseline === undefined ? {} : { baseline: answerers.describe(baseline) }),
  };
};

export const openLanes = async (
  answering: Answering,
  change: AskedChange,
  workspace: string,
): Promise<OpenLanes> => {
  const choices = choicesOf(answering, change, workspace);
  const opened: OpenAnswerer[] = [];
  const close = async (): Promise<void> => {
    for (const each of opened) await each.close();
  };
  const open = async (choice: AnswererChoice): Promise<OpenAnswerer> => {
    const answerer = await answering.open(choice);
    opened.push(answerer);
    return answerer;
  };
  try {
    const { candidate, baseline } = choices;
    return {
      ...(candidate === undefined ? {} : { candidate: await open(candidate) }),
      ...(baseline === undefined ? {} : { baseline: await open(baseline) }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
};

interface Choices {
  readonly candidate?: AnswererChoice;
  readonly baseline?: AnswererChoice;
}

/** The baseline is asked again where that costs nothing, or when it is wanted. */
const choicesOf = (answerers: Answerers, change: AskedChange, workspace: string): Choices => {
  if (!needsAnswerer(change)) return {};
  const { model = 'workspace', prompts } = change;
  const candidate = { model, workspace, prompts, knowledge: knowledgeOf(change) };
  const asThen = { model: 'workspace', workspace, prompts: [], knowledge: 'recorded' } as const;
  const again =
    asksAgain(change) && (change.baseline || answerers.describe(asThen).costOf === null);
  return { candidate, ...(again ? { baseline: asThen } : {}) };
};

const knowledgeOf = ({ knowledge, rerun, model, prompts }: AskedChange): KnowledgeTime => {
  if (knowledge !== undefined) return knowledge;
  return rerun && model === undefined && prompts.length === 0 ? 'now' : 'recorded';
};

/** A line for each thing that is different. */
export const linesOf = (change: AskedChange): readonly string[] => [
  ...leavesOf(change.rules),
  ...(change.model === undefined ? [] : [`model: ${change.model}`]),
  ...change.prompts.map((prompt) => `prompt: ${promptName(prompt)}`),
  ...(change.knowledge === undefined ? [] : [`articles: ${timeName(change.knowledge)}`]),
];

export const titleOf = (lines: readonly string[], answerer: string | undefined): string => {
  const [first] = lines;
  const rules = lines.length > 1 ? `${first ?? ''} and ${lines.length - 1} more` : first;
  return [rules, answerer === undefined ? undefined : `answers by ${answerer}`]
    .filter((part) => part !== undefined)
    .join(', ');
};

type Tree = Readonly<Record<string, unknown>>;

const leavesOf = (tree: Tree, path = ''): readonly string[] =>
  Object.entries(tree).flatMap(([name, value]) => {
    const field = path === '' ? name : `${path}.${name}`;
    return isRecord(value) ? leavesOf(value, field) : [`${field}: ${JSON.stringify(value)}`];
  });

/** Of a whole file its id and version stand in its head. */
const promptName = (prompt: string): string => {
  const [id, version] = ['id', 'version'].map(
    (name) => new RegExp(`^${name}: *(\\S+)`, 'm').exec(prompt)?.[1],
  );
  return id === undefined ? prompt.slice(0, 60) : `${id}/${version ?? ''}, as given`;
};

const timeName = (time: KnowledgeTime): string => {
  if (time === 'now') return 'as they are now';
  return time === 'recorded' ? 'as they were then' : `as they were at ${isoTime(time)}`;
};

/** A rule of thumb, not a measurement: a run calls the model to draft and to judge, each with eight passages. */
const TOKENS: Tokens = { inputTokens: 6_000, outputTokens: 700 };

export interface Estimate {
  readonly answers: number;
  readonly tokens: Tokens;
  /** Millionths of the currency; `null`: the settings tell no price. */
  readonly cost: number | null;
}

/** What so many runs of the candidate may cost, those of the baseline with them. `null`: nothing. */
export const estimateOf = (
  { candidate, baseline }: DescribedLanes,
  runs: number,
): Estimate | null => {
  const paid = [candidate, baseline].flatMap((lane) => lane?.costOf ?? []);
  if (paid.length === 0) return null;
  const each = paid.map((costOf) => costOf(times(runs)));
  return {
    answers: runs * paid.length,
    tokens: times(runs * paid.length),
    cost: each.includes(null) ? null : each.reduce((sum: number, cost) => sum + (cost ?? 0), 0),
  };
};

const times = (runs: number): Tokens => ({
  inputTokens: runs * TOKENS.inputTokens,
  outputTokens: runs * TOKENS.outputTokens,
});
