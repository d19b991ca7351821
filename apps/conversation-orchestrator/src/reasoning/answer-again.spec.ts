import type { RecordedEvent } from '@deskstream/conversation-domain';
import { toolsOfRecord } from './answer-again';

const step = (kind: 'tool-call' | 'tool-result', detail: object): RecordedEvent => ({
  id: `e-${kind}`,
  at: 0,
  type: 'ReasoningStepRecorded',
  data: { runId: 'r1', step: 1, kind, detail, tookMs: 1 },
});

const recorded = [
  step('tool-call', { tool: 'order_status', callId: 'c1', arguments: { order: 7 } }),
  step('tool-result', { tool: 'order_status', callId: 'c1', outcome: 'done', output: 'sent' }),
];

const context = {
  ...{ workspace: 'acme', vendor: 'intercom', conversation: 'c1' },
  ...{ channel: null, contact: null, attributes: {} },
};

describe('the tools of a record', () => {
  const tools = toolsOfRecord(recorded);
  const call = (args: unknown) =>
    tools.call(
      { name: 'order_status', arguments: args, context, idempotencyKey: 'k' },
      new AbortController().signal,
    );

  it('give what the same call gave then', async () => {
    expect((await tools.list(context)).map(({ name }) => name)).toEqual(['order_status']);
    expect(await call({ order: 7 })).toMatchObject({ kind: 'done', output: 'sent' });
  });

  it('do nothing that the record has not', async () => {
    expect(await call({ order: 8 })).toMatchObject({ kind: 'failed', code: 'TOOL.NOT_RECORDED' });
  });
});
