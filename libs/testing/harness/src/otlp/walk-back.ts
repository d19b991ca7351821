import type { ReceivedSpan } from './otlp-receiver';

/** Every span that one reaches from a span through parents and links, nearest first, the span itself included; nothing from none. */
export const walkBack = (
  spans: readonly ReceivedSpan[],
  from: ReceivedSpan | null,
): readonly ReceivedSpan[] => {
  const known = new Map(spans.map((span) => [`${span.traceId}:${span.spanId}`, span]));
  const reached = new Set(from === null ? [] : [from]);
  for (const span of reached) {
    const { traceId, parentSpanId } = span;
    const before = [
      ...(parentSpanId === undefined ? [] : [{ traceId, spanId: parentSpanId }]),
      ...span.links,
    ];
    for (const one of before) {
      const next = known.get(`${one.traceId}:${one.spanId}`);
      if (next !== undefined) reached.add(next);
    }
  }
  return [...reached];
};
