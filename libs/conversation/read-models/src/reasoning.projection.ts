import type { RecordedEvent } from '@deskstream/conversation-domain';
import { isRecord } from '@deskstream/kernel';
import type { Folding } from './growing';
import type { Numbered } from './spans.projection';

/** A passage as it was when it was found. */
export interface FoundPassage {
  readonly articleId: string;
  readonly articleVersion: string;
  readonly title: string;
  readonly heading: string;
  readonly score: number;
  /** Place in its article; `null`: it was recorded before passages were numbered. */
  readonly ordinal: number | null;
}

/** One step of a run, as far as its record can be told; what it does not hold is empty. */
export interface ReasoningStep {
  readonly seq: number;
  readonly step: number;
  readonly kind: string;
  readonly tookMs: number;
  /** Short values, in the order of the record. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly passages: readonly FoundPassage[];
  /** Long values: a draft, arguments, what a tool gave back. */
  readonly texts: readonly {
    readonly name: string;
    readonly text: string;
    /** Characters before it was cut. */
    readonly cutFrom: number | null;
  }[];
}

export interface ReasoningRun {
  readonly runId: string;
  readonly steps: readonly ReasoningStep[];
  /** In milliseconds, of all steps. */
  readonly tookMs: number;
  readonly modelCalls: number;
  readonly toolCalls: number;
  readonly tokens: number;
  /** Millionths of the currency of the price list; `null`: no price is known. */
  readonly costMicros: number | null;
}

/** By `runId`, or the id of the request, the run that an event belongs to; the session's events go in once, in order. */
export const foldingRuns = (): Folding<Numbered, (runId: string) => ReasoningRun> => {
  const runs = new Map<string, Step[]>();
  return {
    take: ({ seq, event }) => {
      if (event.type !== 'ReasoningStepRecorded') return;
      const { data } = event;
      runs.set(data.runId, [...(runs.get(data.runId) ?? []), { seq, data }]);
    },
    seen: () => {
      const now = new Map(runs);
      return (runId) => runOf(runId, now.get(runId) ?? []);
    },
  };
};

interface Step {
  readonly seq: number;
  readonly data: Recorded;
}

const runOf = (runId: string, recorded: readonly Step[]): ReasoningRun => {
  const usages = recorded.map(({ data }) => objectOf(objectOf(data.detail)['usage']));
  const costs = recorded.flatMap(({ data }) => numbersOf(objectOf(data.detail)['costMicros']));
  return {
    runId,
    steps: recorded.map(({ seq, data }) => stepOf(seq, data)),
    tookMs: sum(recorded.map(({ data }) => data.tookMs)),
    modelCalls: recorded.filter(({ data }) => data.kind === 'model-call').length,
    toolCalls: recorded.filter(({ data }) => data.kind === 'tool-call').length,
    tokens: sum(
      usages.flatMap((usage) => [
        ...numbersOf(usage['inputTokens']),
        ...numbersOf(usage['outputTokens']),
      ]),
    ),
    costMicros: costs.length === 0 ? null : sum(costs),
  };
};

type Recorded = Extract<RecordedEvent, { type: 'ReasoningStepRecorded' }>['data'];

const LONG = 60;

const stepOf = (seq: number, { step, kind, tookMs, detail }: Recorded): ReasoningStep => {
  const { passages: _passages, ...rest } = objectOf(detail);
  const entries = Object.entries(rest).map(([name, value]) => [name, shownOf(value)] as const);
  return {
    ...{ seq, step, kind, tookMs },
    passages: foundPassages(detail),
    facts: entries.flatMap(([name, { text, cutFrom }]) =>
      cutFrom === null && text !== '' && text.length <= LONG ? [[name, text] as const] : [],
    ),
    texts: entries.flatMap(([name, { text, cutFrom }]) =>
      cutFrom !== null || text.length > LONG ? [{ name, text, cutFrom }] : [],
    ),
  };
};

/** The passages that the detail of a step of kind `retrieval` names, best first. */
export const foundPassages = (detail: unknown): readonly FoundPassage[] => {
  const { passages } = objectOf(detail);
  return Array.isArray(passages) ? passages.flatMap(passageOf) : [];
};

/** Steps record long texts as `{ text, cutFrom }`. */
const shownOf = (value: unknown): { readonly text: string; readonly cutFrom: number | null } => {
  const { text, cutFrom } = objectOf(value);
  if (typeof text === 'string')
    return { text, cutFrom: typeof cutFrom === 'number' ? cutFrom : null };
  return { text: plain(value), cutFrom: null };
};

const plain = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.length === 0) return '';
  if (isFlat(value))
    return Object.entries(value)
      .map(([name, inner]) => `${name} ${String(inner)}`)
      .join(', ');
  return JSON.stringify(value, null, 2) ?? '';
};

const isFlat = (value: unknown): value is Readonly<Record<string, unknown>> =>
  isRecord(value) && Object.values(value).every((inner) => typeof inner !== 'object');

const passageOf = (value: unknown): readonly FoundPassage[] => {
  const { articleId, articleVersion, ordinal, title, heading, score } = objectOf(value);
  return typeof title === 'string' && typeof score === 'number'
    ? [
        {
          articleId: textOf(articleId),
          articleVersion: textOf(articleVersion),
          title,
          heading: textOf(heading),
          score,
          ordinal: typeof ordinal === 'number' ? ordinal : null,
        },
      ]
    : [];
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  isRecord(value) ? value : {};

const numbersOf = (value: unknown): readonly number[] => (typeof value === 'number' ? [value] : []);

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
