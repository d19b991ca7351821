export { createKafkaEventLog } from './kafka-event-log';
export type { KafkaEventLog, KafkaEventLogOptions } from './kafka-event-log';
