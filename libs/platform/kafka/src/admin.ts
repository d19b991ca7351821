import { InfraError } from '@deskstream/kernel';
import type { KafkaConnection } from './connection';
import { protocolType } from './errors';

export interface TopicPlan {
  readonly topic: string;
  readonly partitions: number;
  readonly config: Readonly<Record<string, string>>;
  /** -1: the broker's default. */
  readonly replicationFactor: number;
}

const WITHIN_MS = 15_000;

/** Creates missing topics, whose leaders then answer; EVENT_LOG.PARTITIONS_DIFFER before anything is created. */
export const createTopics = async (
  connection: KafkaConnection,
  plans: readonly TopicPlan[],
): Promise<void> => {
  const missing: TopicPlan[] = [];
  for (const plan of plans) {
    const there = await partitionsOrNone(connection, plan.topic);
    if (there === 0) missing.push(plan);
    else if (there !== plan.partitions) throw partitionsDiffer(plan, there);
  }
  if (missing.length === 0) return;
  await connection.retrying('create topics', () => create(connection, missing), WITHIN_MS);
  for (const plan of missing) {
    await untilLed(connection, plan);
    // What the metadata says comes before the leader takes it on; a loaded broker is seconds behind.
    await logEnds(connection, plan.topic);
  }
};

/** Start and committed end of every partition. */
export const logEnds = (connection: KafkaConnection, topic: string) =>
  connection.retrying(
    `ends of ${topic}`,
    async () => {
      const count = await connection.partitions(topic);
      const partitions = Array.from({ length: count }, (_, partition) => ({ partition }));
      const { cluster } = connection;
      const [starts, ends] = await Promise.all(
        [true, false].map((fromBeginning) =>
          cluster.fetchTopicsOffset([{ topic, partitions, fromBeginning }]),
        ),
      );
      const start = offsetsOf(starts, topic);
      const end = offsetsOf(ends, topic);
      return partitions.map(({ partition }) => ({
        partition,
        start: start.get(partition) ?? 0,
        end: end.get(partition) ?? 0,
      }));
    },
    WITHIN_MS,
  );

/** Committed position of a group per partition; `undefined` where it never committed. */
export const groupPositions = (
  connection: KafkaConnection,
  { group, topic, partitions }: { group: string; topic: string; partitions: readonly number[] },
): Promise<ReadonlyMap<number, number | undefined>> =>
  connection.retrying(
    `positions of ${group} on ${topic}`,
    async () => {
      const coordinator = await connection.coordinator('group', group);
      const { responses } = await coordinator.offsetFetch({
        groupId: group,
        topics: [{ topic, partitions: partitions.map((partition) => ({ partition })) }],
      });
      const found = offsetsOf(responses, topic);
      return new Map(
        partitions.map((partition) => {
          const offset = found.get(partition) ?? -1;
          return [partition, offset < 0 ? undefined : offset];
        }),
      );
    },
    WITHIN_MS,
  );

type Offsets = readonly {
  readonly topic: string;
  readonly partitions: readonly { readonly partition: number; readonly offset: string }[];
}[];

const offsetsOf = (topics: Offsets | undefined, wanted: string): Map<number, number> =>
  new Map(
    (topics ?? [])
      .filter(({ topic }) => topic === wanted)
      .flatMap(({ partitions }) =>
        partitions.map(({ partition, offset }) => [partition, Number(offset)] as const),
      ),
  );

const partitionsOrNone = (connection: KafkaConnection, topic: string): Promise<number> =>
  connection
    .retrying(`partitions of ${topic}`, () => connection.partitions(topic), WITHIN_MS)
    .catch((error: unknown) => {
      if (error instanceof InfraError && error.code === 'EVENT_LOG.UNKNOWN_TOPIC') return 0;
      throw error;
    });

const create = async (connection: KafkaConnection, plans: readonly TopicPlan[]): Promise<void> => {
  const controller = await connection.cluster.findControllerBroker();
  await controller
    .createTopics({
      topics: plans.map(({ topic, partitions, config, replicationFactor }) => ({
        topic,
        numPartitions: partitions,
        replicationFactor,
        configEntries: Object.entries(config).map(([name, value]) => ({ name, value })),
      })),
      timeout: 10_000,
    })
    .catch((error: unknown) => {
      if (!alreadyThere(error)) throw error;
    });
};

/** Another process may create the same topics at the same time. */
const alreadyThere = (error: unknown): boolean => {
  const all = (error as { errors?: readonly unknown[] }).errors ?? [error];
  return all.every((one) => protocolType(one) === 'TOPIC_ALREADY_EXISTS');
};

const untilLed = async (connection: KafkaConnection, plan: TopicPlan): Promise<void> => {
  const deadline = Date.now() + WITHIN_MS;
  for (;;) {
    const there = await partitionsOrNone(connection, plan.topic);
    if (there === plan.partitions) return;
    if (there !== 0) throw partitionsDiffer(plan, there);
    if (Date.now() > deadline)
      throw new InfraError(
        'EVENT_LOG.UNAVAILABLE',
        `topic ${plan.topic} was created but has no leader yet`,
        true,
      );
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

const partitionsDiffer = ({ topic, partitions }: TopicPlan, there: number): InfraError =>
  new InfraError(
    'EVENT_LOG.PARTITIONS_DIFFER',
    `topic ${topic} has ${there} partitions, not ${partitions}; the count is fixed when a topic is created`,
    false,
  );
