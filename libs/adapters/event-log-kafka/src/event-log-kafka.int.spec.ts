import { eventLogContract } from '@deskstream/port-event-log/contract';
import { startKafka } from '@deskstream/testing-harness';
import { createKafkaEventLog } from './kafka-event-log';
import type { KafkaEventLog, KafkaEventLogOptions } from './kafka-event-log';

eventLogContract(
  'Kafka',
  async () => {
    const kafka = await startKafka();
    const logs = new Set<KafkaEventLog>();
    const open = async (more: Partial<KafkaEventLogOptions> = {}) => {
      const log = createKafkaEventLog({
        brokers: [kafka.brokers],
        namespace: kafka.namespace,
        clientId: 'contract',
        sessionTimeoutMs: 5_000, // longer than a loaded machine stalls
        ...more,
      });
      logs.add(log);
      return log;
    };
    return {
      log: open,
      tiny: () => open({ waiting: { records: 64, bytes: 65_536 } }),
      crash: (log) => (log as KafkaEventLog).crash(),
      suspend: (log) => (log as KafkaEventLog).suspend(),
      close: async () => {
        await Promise.all([...logs].map((log) => log.close()));
        await kafka.stop();
      },
    };
  },
  { patienceMs: 30_000 },
);
