import type { MessageHandler } from '@nestjs/microservices';
import { firstValueFrom, isObservable } from 'rxjs';
import type { Clock, Outcome, Telemetry } from '@deskstream/kernel';
import { messageOf, retry } from '@deskstream/kernel';
import { deadLetterOf } from '@deskstream/contracts';
import type { Draft, LogRecord } from '@deskstream/port-event-log';
import { ATTRIBUTES } from '@deskstream/platform-telemetry';
import { decodeRecord } from './decode-record';
import type { DecodedMessage } from './decode-record';
import { LogContext } from './log-context';

export interface Subscription {
  readonly topic: string;
  readonly group: string;
  readonly handler: MessageHandler;
}

export interface Handling {
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly attempts: number;
  readonly longestPauseMs: number;
  /** Aborts the pause between attempts when the lane is lost. */
  readonly signal: AbortSignal;
}

/** What to append for one record: the handler's drafts, nothing, or a dead letter. */
export const handleRecord = async (
  subscription: Subscription,
  record: LogRecord,
  handling: Handling,
): Promise<readonly Draft[]> => {
  const decoded = decodeRecord(record);
  if (!decoded.ok)
    return parked(subscription, record, handling, { because: decoded.because, attempts: 1 });
  for (let attempt = 1; ; attempt += 1) {
    const message = { record, attempt, ...decoded.value };
    const answer = await attemptOnce(subscription, message, handling.telemetry);
    if (isDrafts(answer)) return answer;
    if (answer.kind === 'done' || answer.kind === 'skipped') return [];
    if (answer.kind === 'dead-letter' || attempt >= handling.attempts)
      return parked(subscription, record, handling, { because: answer.because, attempts: attempt });
    await handling.clock.sleep(Math.min(answer.afterMs, handling.longestPauseMs), handling.signal);
  }
};

interface Handed extends DecodedMessage {
  readonly record: LogRecord;
  readonly attempt: number;
}

const attemptOnce = (
  { topic, group, handler }: Subscription,
  { record, attempt, envelope, payload }: Handed,
  telemetry: Telemetry,
): Promise<Outcome | readonly Draft[]> =>
  telemetry
    .step(
      `process ${topic}`,
      {
        parent: record.headers['traceparent'],
        kind: 'consumer',
        attributes: {
          [ATTRIBUTES.messagingSystem]: 'kafka',
          [ATTRIBUTES.messagingDestination]: topic,
          [ATTRIBUTES.messagingGroup]: group,
          [ATTRIBUTES.messagingPartition]: String(record.partition),
          [ATTRIBUTES.messagingKafkaOffset]: record.offset,
          [ATTRIBUTES.messagingMessageId]: envelope.id,
          [ATTRIBUTES.messagingConversationId]: envelope.correlationId,
        },
      },
      async (step) =>
        answerOf(await settle(handler(payload, new LogContext([record, envelope, step, attempt])))),
    )
    .catch((error: unknown) => retry(messageOf(error), FAILED_PAUSE_MS));

const FAILED_PAUSE_MS = 200;

/** Nest wraps what a handler returns, sometimes twice, into observables. */
const settle = async (returned: unknown): Promise<unknown> => {
  const value = await (returned as Promise<unknown>);
  return isObservable(value) ? settle(firstValueFrom(value, { defaultValue: undefined })) : value;
};

const answerOf = (answer: unknown): Outcome | readonly Draft[] => {
  if (answer === undefined) return { kind: 'done' };
  if (Array.isArray(answer)) return answer as readonly Draft[];
  if (typeof answer === 'object' && answer !== null && 'kind' in answer) return answer as Outcome;
  throw new Error('A handler of the log returns an Outcome, drafts to append, or nothing');
};

const isDrafts = (answer: Outcome | readonly Draft[]): answer is readonly Draft[] =>
  Array.isArray(answer);

const parked = (
  { group }: Subscription,
  record: LogRecord,
  { telemetry }: Handling,
  reason: { readonly because: string; readonly attempts: number },
): readonly Draft[] => {
  telemetry.count('deskstream.dead_letters', 1, { step: group });
  return [deadLetterOf(record, { step: group, ...reason })];
};
