import { createKafkaEventLog } from '../kafka-event-log';
import type { CopierMessage, CopierSettings } from './copier-process';

/** A service at its smallest: copies `in` to `out` under derived ids, and tells its parent what it does. */
const settings = JSON.parse(process.argv[2] ?? '{}') as CopierSettings;
const log = createKafkaEventLog({ ...settings, clientId: `copier-${process.pid}`, backoffMs: 50 });
const tell = (message: CopierMessage): void => {
  if (process.connected) process.send?.(message);
};

await log.process({
  group: 'copier',
  topic: 'in',
  maxBatch: 20,
  openLane: async ({ partition }) => ({
    handle: async (batch) => {
      tell({ kind: 'handling', partition });
      await new Promise((resolve) => setTimeout(resolve, settings.handlingMs));
      return batch.map(({ key, value, offset }) => ({
        topic: 'out',
        key,
        headers: { id: `${partition}:${offset}` },
        value,
      }));
    },
  }),
  onLaneError: (error) =>
    tell({ kind: 'failed', code: String((error as { code?: unknown }).code) }),
});

const stop = (): void => void log.close().then(() => process.exit(0));
process.once('SIGTERM', stop);
process.once('disconnect', () => process.exit(1));
