import { defaultConversationSettings } from '@deskstream/conversation-domain';
import { encodeInput, inputIdOf, TOPICS, topicCatalogue } from '@deskstream/contracts';
import { noLogger, noTelemetry, partitionKey, systemClock } from '@deskstream/kernel';
import type { Draft, EventLog } from '@deskstream/port-event-log';
import { createMemoryStreamIndex } from '@deskstream/adapter-stores-memory';
import { createKafkaEventLog } from '@deskstream/adapter-event-log-kafka';
import { startDecide } from '@deskstream/app-orchestrator';
import { bareTransactions, createBareTopic, fillBare } from './bare-kafka';
import type { BenchResult } from './result';
import { median, moreIsBetter } from './result';

const PARTITIONS = 4;
const INPUTS = Number(process.env['BENCH_INPUTS'] ?? 12_000);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
/** A judged customer message gives three events. */
const EVENTS_PER_INPUT = 3;

/** Events decided and appended per second, against bare kafkajs transactions of as many, as large records. */
export const decideBench = async (brokers: readonly string[]): Promise<BenchResult> => {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await oursOnce(brokers, `bench-decide-${process.pid}-${round}.`));
    bare.push(await bareOnce(brokers, `bench-bare-${process.pid}-${round}`));
  }
  return moreIsBetter({
    name: 'consume, decide, append',
    unit: 'events/s',
    ours: median(ours),
    limit: median(bare),
    against: 'bare kafkajs transactions of 200 inputs, records of the same size',
    aim: '≥ 0.6',
    detail: `${INPUTS} inputs, ${PARTITIONS} lanes, median of ${ROUNDS}`,
  });
};

const oursOnce = async (brokers: readonly string[], namespace: string): Promise<number> => {
  const log = createKafkaEventLog({ brokers: [...brokers], clientId: 'bench', namespace });
  await log.provision(topicCatalogue(PARTITIONS));
  const inputs = Array.from({ length: INPUTS }, (_, index) => customerWrote(index));
  for (let from = 0; from < inputs.length; from += 500)
    await log.publish(inputs.slice(from, from + 500));
  const startedAt = performance.now();
  const service = await startDecide({
    log,
    index: createMemoryStreamIndex(),
    clock: systemClock,
    settings: benchSettings,
    telemetry: noTelemetry,
    logger: noLogger,
  });
  await decided(log, INPUTS);
  const seconds = (performance.now() - startedAt) / 1_000;
  await service.stop();
  await log.close();
  return (INPUTS * EVENTS_PER_INPUT) / seconds;
};

const decided = async (log: EventLog, inputs: number): Promise<void> => {
  for (;;) {
    const committed = await log.committed('conversation-orchestrator.decide', TOPICS.inputs);
    if (committed.reduce((sum, { next }) => sum + next, 0) >= inputs) return;
    await systemClock.sleep(20);
  }
};

const customerWrote = (index: number): Draft => {
  const key = partitionKey({ workspace: 'bench', vendor: 'intercom', conversation: `c${index}` });
  const messageId = `m${index}`;
  return encodeInput(
    {
      id: inputIdOf(key, 'CustomerWrote', messageId),
      source: '/bench',
      subject: key,
      time: 1_789_632_000_000 + index,
      correlationId: `notif_${index}`,
      causationId: `notif_${index}`,
    },
    {
      type: 'CustomerWrote',
      data: {
        messageId,
        text: 'Hello, my export has been stuck since this morning. Can you help?',
        author: { id: 'u1' },
        channel: 'web',
        startedBy: 'customer',
        attachments: [],
        vendorAt: 1_789_632_000_000 + index,
      },
    },
  );
};

const benchSettings = {
  current: (workspace: string) => ({
    workspace,
    version: 1,
    rules: { ...defaultConversationSettings, handleUnassigned: true },
    connections: [],
  }),
  connection: () => null,
  all: () => [],
};

const bareOnce = async (brokers: readonly string[], name: string): Promise<number> => {
  await createBareTopic(brokers, `${name}-in`, PARTITIONS);
  await createBareTopic(brokers, `${name}-out`, PARTITIONS);
  const { headers, value } = customerWrote(0);
  const bytes = Buffer.from(value ?? []);
  await fillBare(
    brokers,
    `${name}-in`,
    Array.from({ length: INPUTS }, (_, index) => ({
      key: `k${index % 4_000}`,
      value: bytes,
      headers: { ...headers },
    })),
  );
  return bareTransactions({
    brokers,
    from: `${name}-in`,
    to: `${name}-out`,
    records: INPUTS,
    fanOut: EVENTS_PER_INPUT,
    // An event's envelope and data are about as large as its input's.
    value: bytes,
    headers: { ...headers, ce_prevhash: '0'.repeat(64), ce_cause: '0:0', ce_seq: '1' },
    partitions: PARTITIONS,
  });
};
