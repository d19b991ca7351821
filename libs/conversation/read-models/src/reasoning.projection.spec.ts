import type { RecordedEvent } from '@deskstream/conversation-domain';
import { reasoningRunOf } from './reasoning.projection';

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

describe('a run of reasoning', () => {
  it('tells passages with scores, short values apart from long ones, and cuts', () => {
    const { steps } = reasoningRunOf(
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
    expect(reasoningRunOf(events, 'run')).toMatchObject({
      tookMs: 15,
      modelCalls: 2,
      toolCalls: 1,
      tokens: 240,
      costMicros: 42,
    });
  });

  it('knows of no cost where no price was recorded, and takes any detail', () => {
    const run = reasoningRunOf([stepped('run', 'draft', 0, null)], 'run');
    expect(run).toMatchObject({ costMicros: null, steps: [{ facts: [], texts: [] }] });
  });
});
