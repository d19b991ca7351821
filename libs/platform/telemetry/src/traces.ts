import { AsyncLocalStorage } from 'node:async_hooks';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api';
import type { Context, Link, Span, SpanContext, Tracer } from '@opentelemetry/api';
import { parseTraceParent } from '@opentelemetry/core';
import type { Step, StepOptions, Telemetry } from '@deskstream/kernel';
import { codeOf, messageOf } from '@deskstream/kernel';
import { ATTRIBUTES } from './signals';

/**
 * `step` over a tracer. The stored context is the parent; the step around it, if any, then becomes a
 * link (messaging conventions). Without a stored context the step around it is the parent.
 */
export const tracedSteps = (tracer: Tracer): Telemetry['step'] => {
  const active = new AsyncLocalStorage<Context>();
  return (name, options, work) => {
    const ambient = active.getStore();
    const span = startSpan(tracer, name, options, ambient);
    return active.run(trace.setSpan(ambient ?? ROOT_CONTEXT, span), () => settle(span, work));
  };
};

/** When tracing is off the stored context is handed on, so that traces of other services stay whole. */
export const untracedStep: Telemetry['step'] = (_name, options, work) =>
  work({ traceparent: options.parent, set: () => undefined });

const startSpan = (
  tracer: Tracer,
  name: string,
  options: StepOptions,
  ambient: Context | undefined,
): Span => {
  const stored = remote(options.parent);
  const around = ambient && trace.getSpanContext(ambient);
  const linked = (options.links ?? []).map(remote);
  return tracer.startSpan(
    name,
    {
      kind: KINDS[options.kind ?? 'internal'],
      attributes: { ...options.attributes },
      links: [...linked, stored ? around : undefined].flatMap(asLink),
    },
    stored ? trace.setSpanContext(ROOT_CONTEXT, stored) : (ambient ?? ROOT_CONTEXT),
  );
};

const settle = async <T>(span: Span, work: (step: Step) => Promise<T>): Promise<T> => {
  try {
    return await work({
      traceparent: traceparentOf(span.spanContext()),
      set: (attribute, value) => void span.setAttribute(attribute, value),
    });
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR, message: messageOf(error) });
    span.setAttribute(ATTRIBUTES.errorType, errorTypeOf(error));
    throw error;
  } finally {
    span.end();
  }
};

const KINDS = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
} as const;

/** A malformed context is no context: tracing never stops work. */
const remote = (traceparent: string | undefined): SpanContext | undefined => {
  const parsed = traceparent === undefined ? null : parseTraceParent(traceparent);
  return parsed === null ? undefined : { ...parsed, isRemote: true };
};

const asLink = (context: SpanContext | undefined): Link[] => (context ? [{ context }] : []);

const traceparentOf = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  `00-${traceId}-${spanId}-${(traceFlags & TraceFlags.SAMPLED).toString(16).padStart(2, '0')}`;

const errorTypeOf = (error: unknown): string =>
  codeOf(error) ?? (error instanceof Error ? error.name : typeof error);
