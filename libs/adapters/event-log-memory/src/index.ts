export { createMemoryBroker } from './memory-broker';
export type { MemoryBroker } from './memory-broker';
export { createMemoryEventLog } from './memory-event-log';
export type { At, LogPoint, MemoryEventLog, MemoryEventLogOptions } from './memory-event-log';
