import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { RunningService } from '@deskstream/kernel';
import { LogTransportStrategy } from '@deskstream/platform-nest';
import type { EventLog } from '@deskstream/port-event-log';
import { HandoffsController, NOTIFIER_DEPS } from './handoffs.controller';
import type { NotifierDeps } from './pipeline';

export interface NotifierOptions extends NotifierDeps {
  readonly log: EventLog;
}

/** Reads the log from where its group stands, and tells the channel, until it is stopped. */
export const startNotifier = async (options: NotifierOptions): Promise<RunningService> => {
  const strategy = new LogTransportStrategy({
    ...options,
    // It is asked again until the matter is too old.
    attempts: Number.POSITIVE_INFINITY,
    longestPauseMs: LONGEST_PAUSE_MS,
    maxBatch: MAX_BATCH,
  });
  const module = SubscriberModule.register(options);
  const app = await NestFactory.createMicroservice(module, { strategy, abortOnError: false });
  await app.listen();
  return { name: 'notifier', ready: () => strategy.ready(), stop: () => app.close() };
};

/** Of a channel's `Retry-After`. */
const LONGEST_PAUSE_MS = 600_000;

/** What a crash may tell twice. */
const MAX_BATCH = 20;

@Module({})
class SubscriberModule {
  static register(deps: NotifierDeps): DynamicModule {
    return {
      module: SubscriberModule,
      controllers: [HandoffsController],
      providers: [{ provide: NOTIFIER_DEPS, useValue: deps }],
    };
  }
}
