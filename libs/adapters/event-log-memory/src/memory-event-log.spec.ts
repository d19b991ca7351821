import { systemClock } from '@deskstream/kernel';
import type { EventLog } from '@deskstream/port-event-log';
import { eventLogContract } from '@deskstream/port-event-log/contract';
import { createMemoryBroker, createMemoryEventLog } from './index';
import type { MemoryEventLog } from './index';

const open = async (fencing = true) => {
  const broker = createMemoryBroker();
  const logs: MemoryEventLog[] = [];
  const attach = async (options = {}) => {
    const log = createMemoryEventLog({ clock: systemClock, broker, fencing, backoffMs: 1, ...options });
    logs.push(log);
    return log;
  };
  const processOf = (log: EventLog) => logs.find((known) => known === log);
  return {
    log: attach,
    crash: async (log: EventLog) => processOf(log)?.crash(),
    suspend: async (log: EventLog) => broker.evict(processOf(log)?.processName ?? ''),
    tiny: () => attach({ maxWaiting: 64 }),
    close: async () => logs.forEach((log) => log.crash()),
  };
};

eventLogContract('memory', open);
