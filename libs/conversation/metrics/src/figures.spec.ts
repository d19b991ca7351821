import type { Asked } from './index';
import { DEFINITIONS, emptyFacts, endFigure, ENDS, figuresOf, isBehind } from './index';

const row = (more: Partial<Asked> = {}): Asked => ({ ...emptyFacts, askedAt: 1, ...more });
const rows: readonly Asked[] = [
  row({ aiReplies: 1, solved: 'said', response: { ms: 1_000, by: 'ai' }, aiResponseMs: 1_000 }),
  row({ aiReplies: 2, closed: true, response: { ms: 2_000, by: 'ai' }, aiResponseMs: 2_000 }),
  row({ personReplies: 1, personTookPart: true, closed: true, drafts: 2 }),
  row({
    handoffs: [
      { cause: 'no-knowledge', end: 'confirmed' },
      { cause: 'frustration', end: 'contested' },
    ],
    response: { ms: 60_000, by: 'person' },
    heldMs: { ai: 3, person: 10, nobody: 0 },
  }),
];

describe('the figures', () => {
  it('are counted as they are defined', () => {
    expect(Object.fromEntries(figuresOf(rows))).toMatchObject({
      conversations: 4,
      ai_replies: 3,
      resolved_ai: 1,
      assumed_ai: 1,
      resolved_people: 1,
      open_people: 1,
      resolved_share: 0.5,
      resolved_ai_share: 0.25,
      assumed_ai_share: 0.25,
      handed_off: 1,
      handed_off_share: 0.25,
      handoffs: 2,
      handoffs_failed: 1,
      handoffs_no_knowledge: 1,
      handoffs_frustration: 1,
      handoffs_guardrail: 0,
      first_response_p50_ms: 2_000,
      first_response_p90_ms: 60_000,
      ai_response_p50_ms: 1_000,
      handoff_response_p50_ms: null,
      person_time_mean_ms: 3,
      ai_involved: 4,
      ai_involved_share: 1,
      drafted: 1,
      drafts: 2,
    });
  });

  it('count nothing from nothing: shares and times are unknown, not zero', () => {
    const none = figuresOf([]);
    for (const { name, unit } of DEFINITIONS)
      expect([name, none.get(name)]).toEqual([name, unit === 'count' ? 0 : null]);
  });

  it('give each conversation exactly one end', () => {
    for (const each of rows)
      expect(ENDS.filter((end) => isBehind(endFigure(end), each))).toHaveLength(1);
  });

  it('each have a name of their own, a sentence and a way to count', () => {
    const names = DEFINITIONS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, definition, lists } of DEFINITIONS) {
      expect([name, definition.endsWith('.')]).toEqual([name, true]);
      if (lists) expect([name, rows.some((each) => isBehind(name, each))]).toBeDefined();
    }
  });
});
