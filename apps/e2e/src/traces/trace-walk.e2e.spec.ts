import { decodeEvent, TOPICS } from '@deskstream/contracts';
import type { EventType } from '@deskstream/conversation-domain';
import { readAll } from '@deskstream/port-event-log';
import type { LogRecord } from '@deskstream/port-event-log';
import type { OtlpReceiver, ReceivedSpan } from '@deskstream/testing-harness';
import { kafkaAvailable, startOtlpReceiver, until, walkBack } from '@deskstream/testing-harness';
import type { Installation } from '../crash/installation';
import { install, WORKSPACE } from '../crash/installation';

const TIMEOUT = 180_000;
const APPS = ['ingress', 'dedup', 'conversation-orchestrator', 'vendor-dispatcher', 'audit'];

describe('the traces of five processes on real Kafka, as an OTLP receiver gets them', () => {
  let receiver: OtlpReceiver;
  let installation: Installation;

  beforeAll(async () => {
    const kafka = await kafkaAvailable();
    if (!kafka.ok) throw new Error(`this suite needs Kafka: ${kafka.because}`);
    receiver = await startOtlpReceiver();
    installation = await install(1, {
      apps: APPS,
      replicas: 1,
      faults: [],
      waitMs: 8_000,
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
        OTEL_METRICS_EXPORTER: 'none',
        OTEL_BSP_SCHEDULE_DELAY: '200',
      },
    });
    await ready();
  });

  afterAll(async () => {
    await installation?.stop();
    await receiver?.close();
  });

  const ready = () =>
    until(
      async () =>
        (await Promise.all(installation.services.map((each) => each.isReady()))).every(Boolean),
      {
        timeoutMs: 270_000,
        describe: () => installation.services.map((one) => one.said).join('\n'),
      },
    );

  const desk = () => {
    const workspace = installation.desk.workspaces.get(WORKSPACE);
    if (!workspace) throw new Error('the desk has no workspace');
    return workspace.desk;
  };

  const recordsOf = async (topic: string, conversation: string): Promise<readonly LogRecord[]> => {
    const records = await readAll(installation.parts.log, topic);
    return records.filter(({ key }) => key.endsWith(`/${conversation}`));
  };

  const eventsOf = async (conversation: string, type: EventType): Promise<readonly string[]> => {
    const decoded = (await recordsOf(TOPICS.events, conversation)).map(decodeEvent);
    return decoded.flatMap((each) =>
      each.ok && each.value.event.type === type ? [each.value.event.id] : [],
    );
  };

  const happens = (conversation: string, type: EventType, times = 1): Promise<void> =>
    until(async () => (await eventsOf(conversation, type)).length >= times, {
      timeoutMs: TIMEOUT,
      describe: () => `no ${type}\n${installation.services.map(({ said }) => said).join('\n')}`,
    });

  /** All that one reaches from the dispatcher's call that replied, once the spans of all webhooks arrived. */
  const walked = async (conversation: string, webhooks: number): Promise<Walk> => {
    await happens(conversation, 'ReplyDelivered');
    const [command = ''] = await eventsOf(conversation, 'ReplyRequested');
    let path: Walk = [];
    const arrived = async () => {
      path = walkBack(receiver.spans, callOf(receiver.spans, command));
      return path.filter(isIngress).length >= webhooks;
    };
    await until(arrived, { timeoutMs: TIMEOUT, describe: () => told(path, receiver.spans) });
    return path;
  };

  /** Spans of a walk that wrote records of a topic, for this conversation. */
  const wrote = async (topic: string, conversation: string, path: Walk): Promise<Walk> => {
    const records = await recordsOf(topic, conversation);
    const held = new Set(records.map(({ headers }) => headers['traceparent']?.split('-')[2]));
    return path.filter(({ spanId }) => held.has(spanId));
  };

  it('lead from the call that replied back to its webhook, over every topic and a restart (S101)', async () => {
    const { conversation } = desk().customerStarts('How do I export all my documents?');
    await happens(conversation.id, 'TimerSet');
    const orchestrator = installation.services.find(
      ({ spec }) => spec.app === 'conversation-orchestrator',
    );
    await orchestrator?.kill('SIGTERM');
    expect(await eventsOf(conversation.id, 'ReasoningRequested')).toEqual([]);
    orchestrator?.start();

    const path = await walked(conversation.id, 1);
    const services = [...new Set(path.map(({ service }) => service))];
    expect(services).toEqual([
      'vendor-dispatcher',
      'conversation-orchestrator',
      'dedup',
      'ingress',
    ]);
    for (const topic of [TOPICS.webhooks, TOPICS.inputs, TOPICS.events])
      expect(await wrote(topic, conversation.id, path)).not.toEqual([]);
  });

  it('lead from a reply to several messages back to the webhook of each', async () => {
    const { conversation } = desk().customerStarts('How do I export');
    await happens(conversation.id, 'CustomerMessageReceived');
    desk().customerReplies(conversation, 'all my documents?');
    await happens(conversation.id, 'CustomerMessageReceived', 2);

    const path = await walked(conversation.id, 2);
    const webhooks = await wrote(TOPICS.webhooks, conversation.id, path);
    expect(webhooks.filter(isIngress)).toHaveLength(2);
    expect(await eventsOf(conversation.id, 'ReplyRequested')).toHaveLength(1);
  });
});

type Walk = readonly ReceivedSpan[];

const isIngress = ({ name }: ReceivedSpan): boolean => name === 'ingress accept';

const callOf = (spans: Walk, command: string): ReceivedSpan | null => {
  const dispatches = spans.filter((span) => span.attributes['deskstream.command.id'] === command);
  const within = new Set(dispatches.map(({ spanId }) => spanId));
  const calls = spans.filter(({ name }) => name === 'vendor reply');
  return calls.find(({ parentSpanId = '' }) => within.has(parentSpanId)) ?? null;
};

const told = (path: Walk, all: Walk): string =>
  [path, all]
    .map((spans) => spans.map((span) => [span.service, span.name, span.spanId].join(' ')))
    .map((lines) => lines.join('\n'))
    .join('\n--- of\n');
