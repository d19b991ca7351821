import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { TOPICS } from '@deskstream/contracts';
import type { RecordedEvent } from '@deskstream/conversation-domain';
import type { Outcome } from '@deskstream/kernel';
import { LOG_TRANSPORT } from '@deskstream/platform-nest';
import type { LogContext } from '@deskstream/platform-nest';
import { notify } from './pipeline';
import type { NotifierDeps } from './pipeline';

export const NOTIFIER_GROUP = 'notifier.handoffs';
export const NOTIFIER_DEPS = Symbol('notifier.deps');

/** Reads the log as any subscriber may (ADR 2). */
@Controller()
export class HandoffsController {
  constructor(@Inject(NOTIFIER_DEPS) private readonly deps: NotifierDeps) {}

  @EventPattern<string>(TOPICS.events, LOG_TRANSPORT, { group: NOTIFIER_GROUP })
  on(@Payload() event: RecordedEvent, @Ctx() { record, attempt }: LogContext): Promise<Outcome> {
    return notify(this.deps, { event, record, attempt });
  }
}
