import type { EventRecord } from '@deskstream/contracts';

/**
 * Trace contexts of the messages that a run answers together and that did not cause it themselves: a run
 * is the child of the last step before it, and links to the others, so that each webhook can be walked to.
 */
export const mergedTraces = (
  stream: readonly EventRecord[],
  runId: string,
  parent: string | undefined,
): readonly string[] => {
  const answered = new Set(stream.flatMap(({ event }) => messagesOf(event, runId)));
  return stream.flatMap(({ event, envelope: { traceparent } }) =>
    traceparent !== undefined &&
    traceOf(traceparent) !== traceOf(parent) &&
    event.type === 'CustomerMessageReceived' &&
    answered.has(event.data.messageId)
      ? [traceparent]
      : [],
  );
};

const messagesOf = (event: EventRecord['event'], runId: string): readonly string[] =>
  event.type === 'ReasoningRequested' && event.id === runId ? event.data.messageIds : [];

/** `version-traceid-spanid-flags`, as W3C Trace Context writes it. */
const traceOf = (traceparent: string | undefined): string | undefined => traceparent?.split('-')[1];
