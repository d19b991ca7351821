import type { EpochMs } from '@deskstream/kernel';
import { InfraError } from '@deskstream/kernel';
import type { EventLog } from '@deskstream/port-event-log';

/**
 * The same log; while it is known to be away, whoever asks it or writes is refused at once, in words for
 * people, instead of after many seconds. Consumers go on by themselves.
 */
export const promptLog = (log: EventLog, away: () => EpochMs | null): EventLog => {
  const there = (): EventLog => {
    const since = away();
    if (since === null) return log;
    throw new InfraError(
      'EVENT_LOG.UNAVAILABLE',
      `Kafka does not answer since ${new Date(since).toISOString()}. Nothing can be changed, and queues and parked records cannot be read, until it answers again; sessions are shown as they were then.`,
      true,
    );
  };
  return {
    publish: async (drafts) => there().publish(drafts),
    process: (options) => log.process(options),
    async *readTopic(range) {
      yield* there().readTopic(range);
    },
    ends: async (topic) => there().ends(topic),
    committed: async (group, topic) => there().committed(group, topic),
    provision: (topics) => log.provision(topics),
    close: () => log.close(),
  };
};
