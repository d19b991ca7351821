import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import { intercomWebhooks } from '@deskstream/adapter-vendor-intercom';
import { TOPICS, decodeInput, topicCatalogue } from '@deskstream/contracts';
import { noLogger, noTelemetry, systemClock } from '@deskstream/kernel';
import type { Clock, RunningService } from '@deskstream/kernel';
import { createSealer, startSettings } from '@deskstream/platform-settings';
import type { Draft, LogRecord } from '@deskstream/port-event-log';
import { startDedup } from '../start-dedup';
import { workspace } from './deliveries';

const PARTITIONS = 2;

export type DedupWorld = Awaited<ReturnType<typeof openDedupWorld>>;

/** A memory log with the settings of a workspace; `start` runs a dedup on it. */
export const openDedupWorld = async () => {
  const broker = createMemoryBroker();
  broker.provision(topicCatalogue(PARTITIONS));
  const memoryLog = () => createMemoryEventLog({ clock: systemClock, broker, backoffMs: 1 });
  const sealer = createSealer(new Uint8Array(32));
  const log = memoryLog();
  const settings = await startSettings({ log, clock: systemClock, sealer, logger: noLogger });
  await settings.put({ workspace, connections: [connection] });
  const services: RunningService[] = [settings];
  return {
    start: async (windowRecords?: number) => {
      const service = await startDedup({
        log: memoryLog(),
        clock: hasty,
        settings,
        vendors: [intercomWebhooks],
        telemetry: noTelemetry,
        logger: noLogger,
        ...(windowRecords === undefined ? {} : { windowRecords }),
      });
      services.push(service);
      return service;
    },
    publish: (...drafts: readonly Draft[]) => memoryLog().publish(drafts),
    /** Everything published is handled: each partition's position stands at its end. */
    settled: async () => {
      for (;;) {
        const ends = broker.ends(TOPICS.webhooks);
        const group = broker.group('dedup.canonicalise', TOPICS.webhooks);
        if (ends.every(({ partition, end }) => group.position(partition) >= end)) return;
        await systemClock.sleep(1);
      }
    },
    inputs: () => broker.records(TOPICS.inputs).flat().map(inputOf),
    parked: () => broker.records(TOPICS.deadLetters).flat(),
    close: async () => {
      await Promise.all(services.map((service) => service.stop()));
    },
  };
};

/** Long waits are over at once. */
const hasty: Clock = {
  now: () => Date.now(),
  sleep: (_ms, signal) => systemClock.sleep(0, signal),
};

const connection = {
  vendor: 'intercom',
  apiBaseUrl: 'http://x',
  accessToken: 't',
  signingSecrets: ['s'],
  aiTeammateId: 'ai-7',
};

const inputOf = (record: LogRecord) => {
  const decoded = decodeInput(record);
  if (!decoded.ok) throw new Error(decoded.because);
  return { ...decoded.value.input, record, envelope: decoded.value.envelope };
};
