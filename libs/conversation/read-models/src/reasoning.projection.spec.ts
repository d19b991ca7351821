import type { RecordedEvent } from '@deskstream/conversation-domain';
import { growing } from './growing';
import type { ReasoningRun } from './reasoning.projection';
import { foldingRuns } from './reasoning.projection';

const passage = {
  articleId: 'a1',
  articleVersion: 'v3',
  title: 'Export',
  heading: 'All documents',
  score: 0.71,
};

const stepped = (runId: string, kind: string, step: number, detail: unknown) => ({
  seq: step + 10,
  event: {
    id: `ev_${step}`,
    type: 'ReasoningStepRecorded',
    at: 0,
    data: { runId, kind, step, detail, tookMs: 5 },
  } as RecordedEvent,
});

const runOf = (events: readonly ReturnType<typeof stepped>[], runId: string) =>
  growing(foldingRuns)(events)(runId);

describe('a run of reasoning', () => {
  it('tells passages with scores, short values apart from long ones, and cuts', () => {
    const { steps } = runOf(
      [
        stepped('run', 'retrieval', 0, { query: 'export', passages: [passage, { bad: 1 }] }),
        stepped('run', 'tool-result', 1, {
          tool: 'order',
          output: { text: 'x'.repeat(4_000), cutFrom: 9_000 },
        }),
      ],
      'run',
    );
    expect(steps[0]).toMatchObject({ facts: [['query', 'export']], passages: [passage] });
    expect(steps[1]).toMatchObject({
      facts: [['tool', 'order']],
      texts: [{ name: 'output', cutFrom: 9_000 }],
    });
  });

  it('sums time, calls, tokens and cost of this run alone', () => {
    const usage = { inputTokens: 100, outputTokens: 20 };
    const events = [
      stepped('run', 'model-call', 0, { usage, costMicros: 30 }),
      stepped('other', 'model-call', 1, { usage, costMicros: 30 }),
      stepped('run', 'tool-call', 2, { tool: 'order', arguments: { order: '7' } }),
      stepped('run', 'model-call', 3, { usage, costMicros: 12 }),
    ];
    expect(runOf(events, 'run')).toMatchObject({
      tookMs: 15,
      modelCalls: 2,
      toolCalls: 1,
      tokens: 240,
      costMicros: 42,
    });
  });

  it('knows of no cost where no price was recorded, and takes any detail', () => {
    const run = runOf([stepped('run', 'draft', 0, null)], 'run');
    expect(run).toMatchObject({ costMicros: null, steps: [{ facts: [], texts: [] }] });
  });

  it('is found again as the session grows, without what it was before changing', () => {
    const runs = growing(foldingRuns);
    const events = [0, 1, 2, 3].map((step) => stepped(`run${step % 2}`, 'draft', step, {}));
    const early = runs(events.slice(0, 2));
    const late = runs(events);
    const stepsOf = (run: ReasoningRun) => run.steps.map(({ step }) => step);
    expect([stepsOf(early('run0')), stepsOf(late('run0'))]).toEqual([[0], [0, 2]]);
    expect(late('run1')).toEqual(runOf(events, 'run1'));
    expect(late('none').steps).toEqual([]);
  });
});
