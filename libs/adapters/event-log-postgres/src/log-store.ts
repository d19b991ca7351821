import { partitionOf } from '@deskstream/kernel';
import type { EpochMs } from '@deskstream/kernel';
import type {
  Draft,
  LogRecord,
  Offset,
  Position,
  Topic,
  TopicSpec,
} from '@deskstream/port-event-log';
import { identifier, inTransaction, migrate } from '@deskstream/platform-postgres';
import type { Pool } from '@deskstream/platform-postgres';
import { partitionsDiffer, unknownTopic } from './log-error';
import { migrations } from './schema';

export interface TopicRow {
  readonly id: number;
  readonly topic: Topic;
  readonly partitions: number;
}

export interface LaneRow {
  readonly partition: number;
  readonly epoch: number;
  readonly next: Offset;
}

export interface StepOf {
  readonly group: string;
  readonly topicId: number;
  readonly partition: number;
  /** `null` leaves the fence out. */
  readonly epoch: number | null;
  readonly next: Offset;
}

type Columns = readonly [number[], number[], string[], string[], (Buffer | null)[], EpochMs];

/** The statements. Each change of the log is one statement, so one round trip and one commit. */
export class LogStore {
  readonly #s: string;
  readonly #topics = new Map<Topic, TopicRow>();
  #ready: Promise<unknown> | null = null;

  constructor(
    readonly pool: Pool,
    readonly schema: string,
  ) {
    this.#s = identifier(schema);
  }

  /** Tables and functions are in place; asked again after a failure. */
  async prepare(): Promise<void> {
    this.#ready ??= migrate(this.pool, this.schema, migrations, 'event-log');
    await this.#ready.catch((error: unknown) => {
      this.#ready = null;
      throw error;
    });
  }

  async topic(topic: Topic): Promise<TopicRow> {
    const known = this.#topics.get(topic);
    if (known) return known;
    await this.prepare();
    const { rows } = await this.pool.query<TopicRow>(
      `select id, topic, partitions from ${this.#s}.log_topic where topic = $1`,
      [topic],
    );
    if (!rows[0]) throw unknownTopic(topic);
    this.#topics.set(topic, rows[0]);
    return rows[0];
  }

  async provision(specs: readonly TopicSpec[]): Promise<void> {
    await this.prepare();
    await inTransaction(this.pool, async (client) => {
      for (const { topic, partitions, cleanup } of [...specs].sort((a, b) =>
        a.topic < b.topic ? -1 : 1,
      )) {
        await client.query(
          `insert into ${this.#s}.log_topic (topic, partitions, cleanup) values ($1, $2, $3) on conflict do nothing`,
          [topic, partitions, JSON.stringify(cleanup)],
        );
        const { rows } = await client.query<TopicRow>(
          `select id, topic, partitions from ${this.#s}.log_topic where topic = $1`,
          [topic],
        );
        const there = rows[0] as TopicRow;
        if (there.partitions !== partitions)
          throw partitionsDiffer(topic, there.partitions, partitions);
        await client.query(
          `insert into ${this.#s}.log_partition (topic_id, partition)
             select $1, generate_series(0, $2::int - 1) on conflict do nothing`,
          [there.id, partitions],
        );
      }
    });
  }

  async append(drafts: readonly Draft[], now: EpochMs): Promise<readonly Position[]> {
    const { positions, columns } = await this.#columns(drafts, now);
    const { rows } = await this.pool.query<{ offsets: string[] }>({
      name: 'log_append',
      text: `select ${this.#s}.log_append($1, $2, $3, $4, $5, $6) as offsets`,
      values: [...columns],
    });
    return withOffsets(positions, rows[0]?.offsets);
  }

  async step(step: StepOf, drafts: readonly Draft[], now: EpochMs): Promise<readonly Position[]> {
    const { positions, columns } = await this.#columns(drafts, now);
    const { rows } = await this.pool.query<{ offsets: string[] }>({
      name: 'log_step',
      text: `select ${this.#s}.log_step($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) as offsets`,
      values: [step.group, step.topicId, step.partition, step.epoch, step.next, ...columns],
    });
    return withOffsets(positions, rows[0]?.offsets);
  }

  async read(
    { id, topic }: TopicRow,
    partition: number,
    from: Offset,
    limit: number,
  ): Promise<readonly LogRecord[]> {
    const { rows } = await this.pool.query<RecordRow>({
      name: 'log_read',
      text: `select "offset"::float8 as "offset", at::float8 as at, key, headers, value from ${this.#s}.log_record
              where topic_id = $1 and partition = $2 and "offset" >= $3 order by "offset" limit $4`,
      values: [id, partition, from, limit],
    });
    return rows.map(({ offset, at, key, headers, value }) => ({
      topic,
      partition,
      offset,
      key,
      headers: JSON.parse(headers) as Record<string, string>,
      value,
      timestamp: at,
    }));
  }

  async ends({
    id,
  }: TopicRow): Promise<readonly { partition: number; start: Offset; end: Offset }[]> {
    const { rows } = await this.pool.query<{ partition: number; start: Offset; end: Offset }>(
      `select partition, start_offset::float8 as start, next_offset::float8 as "end"
         from ${this.#s}.log_partition where topic_id = $1 order by partition`,
      [id],
    );
    return rows;
  }

  async committed(
    group: string,
    { id }: TopicRow,
  ): Promise<readonly { partition: number; next: Offset }[]> {
    const { rows } = await this.pool.query<{ partition: number; next: Offset }>(
      `select p.partition, coalesce(l.next_offset, 0)::float8 as next
         from ${this.#s}.log_partition p left join ${this.#s}.log_lane l
           on l.topic_id = p.topic_id and l.partition = p.partition and l.group_name = $1
        where p.topic_id = $2 order by p.partition`,
      [group, id],
    );
    return rows;
  }

  /** Renews the membership, takes free lanes up to a fair share, and tells which lanes are this member's. */
  async heartbeat(
    group: string,
    topicId: number,
    member: string,
    sessionMs: number,
  ): Promise<{ share: number; lanes: readonly LaneRow[] }> {
    const { rows } = await this.pool.query<LaneRow & { share: number }>({
      name: 'log_heartbeat',
      text: `select lane as partition, lane_epoch::float8 as epoch, reached::float8 as next, share
               from ${this.#s}.log_heartbeat($1, $2, $3, $4)`,
      values: [group, topicId, member, sessionMs],
    });
    return { share: rows[0]?.share ?? 0, lanes: rows };
  }

  async release(group: string, topicId: number, lane: LaneRow): Promise<void> {
    await this.pool.query(
      `update ${this.#s}.log_lane set owner = null
        where group_name = $1 and topic_id = $2 and partition = $3 and epoch = $4`,
      [group, topicId, lane.partition, lane.epoch],
    );
  }

  async leave(group: string, topicId: number, member: string): Promise<void> {
    await this.pool.query(
      `with gone as (delete from ${this.#s}.log_member where group_name = $1 and topic_id = $2 and member = $3)
       update ${this.#s}.log_lane set owner = null where group_name = $1 and topic_id = $2 and owner = $3`,
      [group, topicId, member],
    );
  }

  async #columns(drafts: readonly Draft[], now: EpochMs) {
    const columns: Columns = [[], [], [], [], [], now];
    const positions: { topic: Topic; partition: number }[] = [];
    for (const { topic, key, headers, value } of drafts) {
      const { id, partitions } = await this.topic(topic);
      const partition = partitionOf(key, partitions);
      positions.push({ topic, partition });
      columns[0].push(id);
      columns[1].push(partition);
      columns[2].push(key);
      columns[3].push(JSON.stringify(headers));
      columns[4].push(value && Buffer.from(value.buffer, value.byteOffset, value.byteLength));
    }
    return { columns, positions };
  }
}

interface RecordRow {
  readonly offset: Offset;
  readonly at: EpochMs;
  readonly key: string;
  readonly headers: string;
  readonly value: Buffer | null;
}

const withOffsets = (
  positions: readonly { topic: Topic; partition: number }[],
  offsets: readonly string[] = [],
): readonly Position[] => positions.map((at, index) => ({ ...at, offset: Number(offsets[index]) }));
