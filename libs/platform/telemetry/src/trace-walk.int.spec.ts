import { createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import { TOPICS, encodeInput, topicCatalogue } from '@deskstream/contracts';
import { systemClock } from '@deskstream/kernel';
import { readAll } from '@deskstream/port-event-log';
import type { EventLog, LogRecord } from '@deskstream/port-event-log';
import { startOtlpReceiver } from '@deskstream/testing-harness';
import type { OtlpReceiver, ReceivedSpan } from '@deskstream/testing-harness';
import { startTelemetry } from './start-telemetry';
import type { RunningTelemetry } from './start-telemetry';

const key = 'acme/intercom/c1';

/** Real exporters post to a real receiver; the trace context travels through records of the log only. */
const twoServices = async () => {
  const receiver = await startOtlpReceiver();
  const log = createMemoryEventLog({ clock: systemClock });
  await log.provision(topicCatalogue(1));
  return {
    receiver,
    log,
    start: (service: string) => {
      Object.assign(process.env, envOf(receiver));
      return startTelemetry(service);
    },
  };
};

const envOf = (receiver: OtlpReceiver) => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
  OTEL_METRICS_EXPORTER: 'none',
});

const write = (telemetry: RunningTelemetry, log: EventLog, id: string): Promise<unknown> =>
  telemetry.step(
    'accept webhook',
    { kind: 'server', attributes: { 'deskstream.input.id': id } },
    (step) =>
      log.publish([
        encodeInput(
          {
            id,
            source: '/ingress',
            subject: key,
            time: 0,
            correlationId: 'd1',
            causationId: 'd1',
            ...(step.traceparent === undefined ? {} : { traceparent: step.traceparent }),
          },
          {
            type: 'DeliverySuppressed',
            data: { deliveryId: id, vendorTopic: 'x', because: 'duplicate' },
          },
        ),
      ]),
  );

const inputsIn = (log: EventLog): Promise<LogRecord[]> => readAll(log, TOPICS.inputs);

const only = (spans: readonly ReceivedSpan[], name: string): ReceivedSpan => {
  const [span, ...others] = spans.filter((one) => one.name === name);
  if (!span || others.length > 0)
    throw new Error(`expected one span ${name}, got ${spans.length} spans in all`);
  return span;
};

it('makes the step of the next service a child, by the context that the log holds, after a restart', async () => {
  const { receiver, log, start } = await twoServices();
  const ingress = await start('ingress');
  await write(ingress, log, 'i1');
  ingress.count('deskstream.dead_letters', 1, { step: 'ingress' });
  expect(await ingress.metricsText()).toMatch(/^deskstream_dead_letters_total\{.*\} 1$/m);
  await ingress.shutdown();

  const orchestrator = await start('conversation-orchestrator');
  const [record] = await inputsIn(log);
  await orchestrator.step(
    'decide',
    { parent: record?.headers['traceparent'], kind: 'consumer' },
    () => Promise.resolve(),
  );
  await orchestrator.shutdown();

  const cause = only(receiver.spans, 'accept webhook');
  const effect = only(receiver.spans, 'decide');
  expect([cause.service, effect.service]).toEqual(['ingress', 'conversation-orchestrator']);
  expect([effect.traceId, effect.parentSpanId]).toEqual([cause.traceId, cause.spanId]);
  await log.close();
  await receiver.close();
});

it('lets one walk from a step that merges many records back to each of them', async () => {
  const { receiver, log, start } = await twoServices();
  const ingress = await start('ingress');
  await write(ingress, log, 'i1');
  await write(ingress, log, 'i2');
  await ingress.shutdown();

  const reasoning = await start('reasoning');
  const links = (await inputsIn(log)).map(({ headers }) => headers['traceparent'] ?? '');
  await reasoning.step('reason', { links }, () => Promise.resolve());
  await reasoning.shutdown();

  const merged = only(receiver.spans, 'reason');
  const reached = merged.links.map(({ spanId }) =>
    receiver.spans.find((span) => span.spanId === spanId),
  );
  expect(merged.parentSpanId || undefined).toBeUndefined();
  expect(reached.map((span) => span?.attributes['deskstream.input.id'])).toEqual(['i1', 'i2']);
  await log.close();
  await receiver.close();
});
