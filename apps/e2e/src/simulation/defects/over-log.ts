import type { Draft, EventLog, LaneHandler, LogRecord, Position } from '@deskstream/port-event-log';

interface Changes {
  /** Instead of `log.publish`. */
  readonly publish?: (drafts: readonly Draft[], log: EventLog) => Promise<readonly Position[]>;
  /** Instead of a lane's `handle`. */
  readonly handle?: (
    batch: readonly LogRecord[],
    handler: LaneHandler,
    log: EventLog,
  ) => Promise<readonly Draft[]>;
  readonly readTopic?: EventLog['readTopic'];
}

/** The log with some of its doings changed; everything else is as it was. */
export const overLog = (log: EventLog, changes: Changes): EventLog => ({
  publish: (drafts) => changes.publish?.(drafts, log) ?? log.publish(drafts),
  process: (options) =>
    log.process({
      ...options,
      openLane: async (lane) => {
        const handler = await options.openLane(lane);
        return {
          ...handler,
          handle: (batch) =>
            Promise.resolve(changes.handle?.(batch, handler, log) ?? handler.handle(batch)),
        };
      },
    }),
  readTopic: (range) => changes.readTopic?.(range) ?? log.readTopic(range),
  ends: (topic) => log.ends(topic),
  committed: (group, topic) => log.committed(group, topic),
  provision: (topics) => log.provision(topics),
  close: () => log.close(),
});
