import { CAUSES, causeFigure, DEFINITIONS, endFigure } from './definitions';
import type { End } from './ends';
import { aiTookPart, endOf, ENDS } from './ends';
import type { Holder, SessionFacts } from './session-facts';

/** `null`: nothing to count from. */
export type Value = number | null;

/** A session that a figure can be counted from: a customer wrote in it. */
export type Asked = SessionFacts & { readonly askedAt: number };

export const wasAsked = (facts: SessionFacts): facts is Asked => facts.askedAt !== null;

/** Whether a conversation is among those behind a figure that lists them. */
export const isBehind = (figure: string, facts: SessionFacts): boolean =>
  BEHIND[figure]?.(facts) ?? false;

/** Every figure over these rows, in the order of the definitions. */
export const figuresOf = (rows: readonly Asked[]): ReadonlyMap<string, Value> =>
  new Map(DEFINITIONS.map(({ name }) => [name, valueOf(name, rows)]));

const valueOf = (name: string, rows: readonly Asked[]): Value => {
  const behind = BEHIND[name];
  return behind === undefined ? (COUNTED[name]?.(rows) ?? null) : rows.filter(behind).length;
};

const endsAs =
  (...ends: readonly End[]) =>
  (facts: SessionFacts): boolean =>
    ends.includes(endOf(facts));

const BEHIND: Readonly<Record<string, (facts: SessionFacts) => boolean>> = {
  conversations: () => true,
  ...Object.fromEntries(ENDS.map((end) => [endFigure(end), endsAs(end)])),
  handed_off: ({ handoffs }) => handoffs.length > 0,
  ai_involved: aiTookPart,
  drafted: ({ drafts }) => drafts > 0,
};

type Rows = readonly Asked[];

const sum =
  (of: (facts: Asked) => number) =>
  (rows: Rows): Value =>
    rows.reduce((total, facts) => total + of(facts), 0);

const share =
  (of: (facts: Asked) => boolean) =>
  (rows: Rows): Value =>
    rows.length === 0 ? null : rows.filter(of).length / rows.length;

/** The smallest value that so many are not above: one that really occurred. */
const percentile =
  (of: (facts: Asked) => Value, fraction: number) =>
  (rows: Rows): Value => {
    const values = rows.map(of).filter((value) => value !== null);
    values.sort((a, b) => a - b);
    return values[Math.ceil(fraction * values.length) - 1] ?? null;
  };

const mean =
  (holder: Holder) =>
  (rows: Rows): Value => {
    const total = rows.reduce((all, { heldMs }) => all + heldMs[holder], 0);
    return rows.length === 0 ? null : Math.round(total / rows.length);
  };

const RESPONSES = {
  first_response: ({ response }: SessionFacts) => response?.ms ?? null,
  ai_response: ({ aiResponseMs }: SessionFacts) => aiResponseMs,
  handoff_response: ({ handoffResponseMs }: SessionFacts) => handoffResponseMs,
};

const COUNTED: Readonly<Record<string, (rows: Rows) => Value>> = {
  customer_messages: sum(({ customerMessages }) => customerMessages),
  ai_replies: sum(({ aiReplies }) => aiReplies),
  person_replies: sum(({ personReplies }) => personReplies),
  resolved_share: share(endsAs('resolved-ai', 'resolved-people')),
  resolved_ai_share: share(endsAs('resolved-ai')),
  assumed_ai_share: share(endsAs('assumed-ai')),
  handed_off_share: share(({ handoffs }) => handoffs.length > 0),
  handoffs: sum(({ handoffs }) => handoffs.length),
  handoffs_failed: sum(
    ({ handoffs }) => handoffs.filter(({ end }) => end === 'failed' || end === 'contested').length,
  ),
  ...Object.fromEntries(
    CAUSES.map((cause) => [
      causeFigure(cause),
      sum(({ handoffs }) => handoffs.filter((handoff) => handoff.cause === cause).length),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(RESPONSES).flatMap(([name, of]) => [
      [`${name}_p50_ms`, percentile(of, 0.5)],
      [`${name}_p90_ms`, percentile(of, 0.9)],
    ]),
  ),
  ai_time_mean_ms: mean('ai'),
  person_time_mean_ms: mean('person'),
  nobody_time_mean_ms: mean('nobody'),
  ai_involved_share: share(aiTookPart),
  drafts: sum(({ drafts }) => drafts),
  drafts_withheld: sum(({ draftsWithheld }) => draftsWithheld),
};
