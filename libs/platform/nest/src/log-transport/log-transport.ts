import { Server } from '@nestjs/microservices';
import type { CustomTransportStrategy, MessageHandler } from '@nestjs/microservices';
import type { Clock, Logger, Telemetry } from '@deskstream/kernel';
import { messageOf, systemClock } from '@deskstream/kernel';
import type { EventLog, Processing } from '@deskstream/port-event-log';
import { handleRecord } from './handle-record';
import type { Subscription } from './handle-record';

/** The transport of `@EventPattern(topic, LOG_TRANSPORT, { group })`. */
export const LOG_TRANSPORT = Symbol('deskstream.log');

export interface LogTransportOptions {
  readonly log: EventLog;
  readonly telemetry: Telemetry;
  readonly logger: Logger;
  readonly clock?: Clock;
  /** Handlings of one record before it is parked as a dead letter. Default 5. */
  readonly attempts?: number;
  /** Longest pause between two attempts; the lane waits meanwhile, to keep the order. Default 5 s. */
  readonly longestPauseMs?: number;
}

type Status = 'starting' | 'connected' | 'failed' | 'stopped';
type LaneErrorListener = (error: unknown, lane: { topic: string; partition: number }) => void;
type Events = Record<'laneError', LaneErrorListener>;

/**
 * Nest's custom transport on the event log port. Each handler is a consumer group of its own; what a
 * handler appends and its position commit atomically. Answering requests is not part of it: topics
 * carry facts.
 */
export class LogTransportStrategy
  extends Server<Events, Status>
  implements CustomTransportStrategy
{
  override readonly transportId = LOG_TRANSPORT;
  override readonly propagatesEventHandlerErrors = true;
  private readonly subscriptions: Subscription[] = [];
  private readonly listeners: LaneErrorListener[] = [];
  private running: Processing[] = [];

  constructor(private readonly options: LogTransportOptions) {
    super();
    this._status$.next('starting');
  }

  /** Nest chains handlers of one pattern; here each one has its group, so each stands alone. */
  override addHandler(
    pattern: unknown,
    handler: MessageHandler,
    isEventHandler = false,
    extras: Record<string, unknown> = {},
  ): void {
    const { group } = extras;
    if (!isEventHandler || typeof pattern !== 'string' || typeof group !== 'string')
      throw new Error(
        `A handler of the log needs a topic and a group: @EventPattern('deskstream.conversation-events.v1', LOG_TRANSPORT, { group: 'service.purpose' }); got ${String(pattern)}.`,
      );
    if (this.subscriptions.some((one) => one.group === group && one.topic === pattern))
      throw new Error(`Two handlers share the group ${group} on ${pattern}; give each its own.`);
    this.subscriptions.push({ topic: pattern, group, handler });
    this.messageHandlers.set(`${pattern} ${group}`, handler);
  }

  listen(callback: (error?: unknown) => void): void {
    this.start().then(
      () => {
        this._status$.next('connected');
        callback();
      },
      (error: unknown) => {
        this._status$.next('failed');
        callback(error);
      },
    );
  }

  async close(): Promise<void> {
    const running = this.running;
    this.running = [];
    await Promise.all(running.map((one) => one.stop()));
    this._status$.next('stopped');
  }

  on<Name extends keyof Events, Listener extends Events[Name] = Events[Name]>(
    _name: Name,
    listener: Listener,
  ): void {
    this.listeners.push(listener);
  }

  /** The event log. */
  unwrap<T = EventLog>(): T {
    return this.options.log as T;
  }

  private async start(): Promise<void> {
    for (const subscription of this.subscriptions)
      this.running.push(await this.subscribe(subscription));
    await Promise.all(this.running.map((one) => one.ready()));
  }

  private subscribe(subscription: Subscription): Promise<Processing> {
    const { log, logger, telemetry } = this.options;
    const { clock = systemClock, attempts = 5, longestPauseMs = 5_000 } = this.options;
    const { group, topic } = subscription;
    return log.process({
      group,
      topic,
      openLane: (lane) =>
        Promise.resolve({
          handle: async (batch) => {
            const drafts = [];
            for (const record of batch)
              drafts.push(
                ...(await handleRecord(subscription, record, {
                  clock,
                  telemetry,
                  attempts,
                  longestPauseMs,
                  signal: lane.signal,
                })),
              );
            return drafts;
          },
        }),
      onLaneError: (error, lane) => {
        logger.warn(
          { group, topic, partition: lane.partition, because: messageOf(error) },
          'lane closed',
        );
        for (const listener of this.listeners) listener(error, lane);
      },
    });
  }
}
