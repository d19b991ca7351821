import type { EventLog } from './event-log.port';

/** The same log, which publishes in another way. */
export const withPublish = (log: EventLog, publish: EventLog['publish']): EventLog => ({
  publish,
  process: (options) => log.process(options),
  readTopic: (range) => log.readTopic(range),
  ends: (topic) => log.ends(topic),
  committed: (group, topic) => log.committed(group, topic),
  provision: (topics) => log.provision(topics),
  close: () => log.close(),
});
