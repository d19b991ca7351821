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
export { withPublish } from './with-publish';
