import { TOPICS, topicCatalogue } from '@deskstream/contracts';
import { noLogger, noTelemetry, systemClock } from '@deskstream/kernel';
import type { EventLog } from '@deskstream/port-event-log';
import { createMemoryStreamIndex } from '@deskstream/adapter-stores-memory';
import { createKafkaEventLog } from '@deskstream/adapter-event-log-kafka';
import { DECIDE_GROUP, startDecide } from '@deskstream/app-orchestrator';
import { bareTransactions, createBareTopic, fillBare } from './bare-kafka';
import type { BenchContext } from './context';
import { fresh, until } from './context';
import { benchSettings, customerWrote, EVENTS_PER_INPUT } from './inputs';
import { PARTITIONS } from './installation';
import type { BenchResult } from './result';
import { median, moreIsBetter } from './result';

const ROUNDS = 3;

/** Events decided and appended per second, against bare kafkajs transactions of as many, as large records. */
export const decideBench = async ({
  brokers,
  quick,
}: BenchContext): Promise<readonly BenchResult[]> => {
  const inputs = quick ? 2_000 : 20_000;
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await oursOnce(brokers, inputs));
    bare.push(await bareOnce(brokers, inputs));
  }
  const result = moreIsBetter({
    name: 'consume, decide, append',
    unit: 'events/s',
    ours: median(ours),
    limit: median(bare),
    against: 'bare kafkajs transactions of 200 inputs, records of the same size',
    aim: '≥ 0.6',
    detail: `${inputs} inputs, ${PARTITIONS} lanes, median of ${ROUNDS}`,
  });
  return [result];
};

/** From the first input handled to the last commit, as the limit is measured. */
const oursOnce = async (brokers: readonly string[], inputs: number): Promise<number> => {
  const log = createKafkaEventLog({ brokers, clientId: 'bench', namespace: fresh('decide') });
  await log.provision(topicCatalogue(PARTITIONS));
  const drafts = Array.from({ length: inputs }, (_, index) => customerWrote(index));
  for (let from = 0; from < inputs; from += 500) await log.publish(drafts.slice(from, from + 500));
  let startedAt = 0;
  const service = await startDecide({
    log,
    index: createMemoryStreamIndex(),
    clock: systemClock,
    settings: benchSettings,
    telemetry: {
      ...noTelemetry,
      step: (name, options, work) => {
        startedAt ||= performance.now();
        return noTelemetry.step(name, options, work);
      },
    },
    logger: noLogger,
  });
  await until('inputs decided', async () => (await decided(log)) >= inputs);
  const seconds = (performance.now() - startedAt) / 1_000;
  await service.stop();
  await log.close();
  return (inputs * EVENTS_PER_INPUT) / seconds;
};

const decided = async (log: EventLog): Promise<number> =>
  (await log.committed(DECIDE_GROUP, TOPICS.inputs)).reduce((sum, { next }) => sum + next, 0);

const bareOnce = async (brokers: readonly string[], inputs: number): Promise<number> => {
  const name = fresh('bare');
  await createBareTopic(brokers, `${name}-in`, PARTITIONS);
  await createBareTopic(brokers, `${name}-out`, PARTITIONS);
  const { headers, value } = customerWrote(0);
  const bytes = Buffer.from(value ?? []);
  await fillBare(
    brokers,
    `${name}-in`,
    Array.from({ length: inputs }, (_, index) => ({
      key: `k${index % 4_000}`,
      value: bytes,
      headers: { ...headers },
    })),
  );
  return bareTransactions({
    brokers,
    from: `${name}-in`,
    to: `${name}-out`,
    records: inputs,
    fanOut: EVENTS_PER_INPUT,
    // An event's envelope and data are about as large as its input's.
    value: bytes,
    headers: { ...headers, ce_prevhash: '0'.repeat(64), ce_cause: '0:0', ce_seq: '1' },
    partitions: PARTITIONS,
  });
};
