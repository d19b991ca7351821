export { createPostgresEventLog } from './postgres-event-log';
export type { PostgresEventLogOptions } from './postgres-event-log';
export { deleteExpired } from './retention';
