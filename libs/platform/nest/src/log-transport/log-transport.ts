import { Server } from '@nestjs/microservices';
import type { CustomTransportStrategy, MessageHandler } from '@nestjs/microservices';
import type { Clock, Logger, RunningService, Telemetry } from '@deskstream/kernel';
import { systemClock } from '@deskstream/kernel';
import { startLanes } from '@deskstream/platform-worker';
import type { Draft, EventLog, Lane, LogRecord, ProcessOptions } from '@deskstream/port-event-log';
import { firstTrouble } from '../health/probe';
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
  /** Records that are handled, and committed, at once, at most. Default 200. */
  readonly maxBatch?: number;
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
  private readonly stopping = new AbortController();
  private running: RunningService[] = [];

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

  /** A pause between two attempts ends; its record is handled anew by the next owner of its lane. */
  async close(): Promise<void> {
    const running = this.running;
    this.running = [];
    this.stopping.abort(new Error('stopping'));
    await Promise.all(running.map((one) => one.stop()));
    this._status$.next('stopped');
  }

  /** Whether its lanes work, as `/readyz` tells it. */
  ready(): ReturnType<RunningService['ready']> {
    return firstTrouble(this.running);
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
  }

  private subscribe(subscription: Subscription): Promise<RunningService> {
    const { log, logger, telemetry, maxBatch, clock = systemClock } = this.options;
    const { group, topic } = subscription;
    return startLanes({
      ...{ group, topic, clock, logger, telemetry, awaitsPartitions: true },
      ...(maxBatch === undefined ? {} : { maxBatch }),
      log: {
        ends: (of) => log.ends(of),
        process: (options) => log.process(this.telling(options)),
      },
      openLane: (lane) =>
        Promise.resolve({ handle: (batch) => this.handle(subscription, lane, batch) }),
    });
  }

  private telling(options: ProcessOptions): ProcessOptions {
    return {
      ...options,
      onLaneError: (error, lane) => {
        if (this.stopping.signal.aborted) return;
        options.onLaneError?.(error, lane);
        for (const listener of this.listeners) listener(error, lane);
      },
    };
  }

  private async handle(
    subscription: Subscription,
    lane: Lane,
    batch: readonly LogRecord[],
  ): Promise<readonly Draft[]> {
    const { telemetry, clock = systemClock, attempts = 5, longestPauseMs = 5_000 } = this.options;
    const signal = AbortSignal.any([lane.signal, this.stopping.signal]);
    const handling = { clock, telemetry, attempts, longestPauseMs, signal };
    const drafts: Draft[] = [];
    for (const record of batch)
      drafts.push(...(await handleRecord(subscription, record, handling)));
    return drafts;
  }
}
