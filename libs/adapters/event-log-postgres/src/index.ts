export { createPostgresEventLog } from './postgres-event-log';
export type { PostgresEventLogOptions } from './postgres-event-log';
export { compactTopics, deleteExpired } from './retention';
