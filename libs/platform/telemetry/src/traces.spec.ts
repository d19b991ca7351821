import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { tracedSteps, untracedStep } from './traces';

const stored = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const another = '00-1af7651916cd43dd8448eb211c80319c-c7ad6b7169203331-01';

const tracing = () => {
  const spans = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] });
  return { step: tracedSteps(provider.getTracer('test')), spans };
};

describe('a traced step', () => {
  it('is the child of the stored context and hands on its own', async () => {
    const { step, spans } = tracing();
    const written = await step('decide', { parent: stored, kind: 'consumer' }, (s) =>
      Promise.resolve(s.traceparent),
    );
    const [span] = spans.getFinishedSpans();
    expect(span?.parentSpanContext?.spanId).toBe('b7ad6b7169203331');
    expect(written).toBe(`00-0af7651916cd43dd8448eb211c80319c-${span?.spanContext().spanId}-01`);
  });

  it('links to every context that it merges', async () => {
    const { step, spans } = tracing();
    await step('reason', { links: [stored, another] }, () => Promise.resolve());
    const [span] = spans.getFinishedSpans();
    expect(span?.parentSpanContext).toBeUndefined();
    expect(span?.links.map(({ context }) => context.spanId)).toEqual([
      'b7ad6b7169203331',
      'c7ad6b7169203331',
    ]);
  });

  it('is the child of the step around it when nothing is stored', async () => {
    const { step, spans } = tracing();
    await step('outer', {}, () => step('inner', {}, () => Promise.resolve()));
    const [inner, outer] = spans.getFinishedSpans();
    expect(inner?.parentSpanContext?.spanId).toBe(outer?.spanContext().spanId);
  });

  it('links to the step around it when a stored context is the parent', async () => {
    const { step, spans } = tracing();
    await step('batch', {}, () => step('decide', { parent: stored }, () => Promise.resolve()));
    const [inner, outer] = spans.getFinishedSpans();
    expect(inner?.links.map(({ context }) => context.spanId)).toEqual([
      outer?.spanContext().spanId,
    ]);
  });

  it('is marked as failed with the stable code and goes on throwing', async () => {
    const { step, spans } = tracing();
    const failing = step('append', {}, () =>
      Promise.reject(Object.assign(new Error('gone'), { code: 'EVENT_LOG.UNAVAILABLE' })),
    );
    await expect(failing).rejects.toThrow('gone');
    const [span] = spans.getFinishedSpans();
    expect(span?.status.code).toBe(2);
    expect(span?.attributes['error.type']).toBe('EVENT_LOG.UNAVAILABLE');
  });

  it('starts anew when the stored context is malformed', async () => {
    const { step, spans } = tracing();
    await step('decide', { parent: 'nonsense', links: ['worse'] }, () => Promise.resolve());
    const [span] = spans.getFinishedSpans();
    expect(span?.parentSpanContext).toBeUndefined();
    expect(span?.links).toEqual([]);
  });
});

it('hands on the stored context when tracing is off', async () => {
  const written = await untracedStep('decide', { parent: stored }, (s) =>
    Promise.resolve(s.traceparent),
  );
  expect(written).toBe(stored);
});
