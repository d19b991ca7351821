export type {
  Draft,
  EventLog,
  Headers,
  Lane,
  LaneHandler,
  LogRecord,
  Offset,
  PartitionEnds,
  Position,
  ProcessOptions,
  Processing,
  Topic,
  TopicSpec,
} from './event-log.port';
export { lagOf, sizeOf } from './measures';
export type { GroupLag, TopicSize } from './measures';
export { eachRecord, readAll, unreadIn } from './read-all';
export { withPublish } from './with-publish';
