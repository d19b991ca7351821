import { BaseRpcContext } from '@nestjs/microservices';
import type { Envelope } from '@deskstream/contracts';
import type { Step } from '@deskstream/kernel';
import type { LogRecord } from '@deskstream/port-event-log';

type Args = readonly [record: LogRecord, envelope: Envelope, step: Step, attempt: number];

/** `@Ctx()` of a handler: where the message stands, who caused it, and the trace to hand on. */
export class LogContext extends BaseRpcContext<Args> {
  get record(): LogRecord {
    return this.args[0];
  }

  get envelope(): Envelope {
    return this.args[1];
  }

  /** Store this in what the handler writes. */
  get traceparent(): string | undefined {
    return this.args[2].traceparent;
  }

  /** 1 at the first handling, counted up with each retry. */
  get attempt(): number {
    return this.args[3];
  }
}
