import { createPostgresStreamIndex } from '@deskstream/adapter-stores-postgres';
import { createKafkaEventLog } from '@deskstream/adapter-event-log-kafka';
import { startDecide, startStreamIndex } from '@deskstream/app-orchestrator';
import { TOPICS, topicCatalogue } from '@deskstream/contracts';
import { noLogger, noTelemetry, systemClock } from '@deskstream/kernel';
import type { Pool } from '@deskstream/platform-postgres';
import { createPool } from '@deskstream/platform-postgres';
import type { EventLog } from '@deskstream/port-event-log';
import type { StreamIndex } from '@deskstream/port-stream-index';
import type { BenchContext } from './context';
import { fresh, until } from './context';
import { benchSettings, customerWrote, EVENTS_PER_INPUT } from './inputs';
import { PARTITIONS } from './installation';

/** A log that a real orchestrator has written, and its index in PostgreSQL, current. */
export interface FilledLog {
  readonly namespace: string;
  readonly events: number;
  readonly log: EventLog;
  readonly index: StreamIndex;
  readonly pool: Pool;
  readonly schema: string;
  close(): Promise<void>;
}

/** One conversation per input; `events` is rounded up to whole inputs. */
export const fillLog = async (
  { brokers, databaseUrl }: BenchContext,
  events: number,
): Promise<FilledLog> => {
  const namespace = fresh('filled');
  const inputs = Math.ceil(events / EVENTS_PER_INPUT);
  const log = createKafkaEventLog({ brokers, clientId: 'bench', namespace });
  await log.provision(topicCatalogue(PARTITIONS));
  const pool = createPool({ url: databaseUrl });
  const schema = namespace.replaceAll('-', '_');
  const index = createPostgresStreamIndex({ pool, schema });
  await index.checkpoint(0);
  const deps = { log, index, clock: systemClock, logger: noLogger };
  const services = await Promise.all([
    startStreamIndex(deps),
    startDecide({ ...deps, settings: benchSettings, telemetry: noTelemetry }),
  ]);
  for (let from = 0; from < inputs; from += 500)
    await log.publish(
      Array.from({ length: Math.min(500, inputs - from) }, (_, nth) => customerWrote(from + nth)),
    );
  const whole = inputs * EVENTS_PER_INPUT;
  const table = `select count(*)::int as n from "${schema}".stream_event`;
  await until(
    `${whole} events indexed`,
    async () => (await pool.query<{ n: number }>(table)).rows[0]?.n === whole,
    { limitMs: 300_000, everyMs: 250 },
  );
  await Promise.all(services.map((service) => service.stop()));
  return {
    ...{ namespace, log, index, pool, schema },
    events: whole,
    close: async () => {
      await log.close();
      await pool.end();
    },
  };
};

export const eventsTopic = ({ namespace }: FilledLog): string => `${namespace}.${TOPICS.events}`;
