import type { RecordedEvent } from '@deskstream/conversation-domain';
import type { Clock, Logger, Outcome, Telemetry } from '@deskstream/kernel';
import { done, messageOf, parsePartitionKey, retry, skipped } from '@deskstream/kernel';
import type { LogRecord } from '@deskstream/port-event-log';
import type { StreamIndex } from '@deskstream/port-stream-index';
import type { Channel, Told } from './channel';
import { isOneOf } from './customers';
import type { Matter } from './notice';
import { matterOf, noticeOf } from './notice';

/** Which handoffs are told; an empty list means all. */
export interface Wanted {
  readonly causes: readonly string[];
  readonly workspaces: readonly string[];
  /** Addresses, or domains with their `@`; needs the index. */
  readonly customers: readonly string[];
}

export interface NotifierDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly telemetry: Telemetry;
  readonly channel: Pick<Channel, 'tell'>;
  /** Where the customer of a session is looked up. */
  readonly index?: Pick<StreamIndex, 'readStream'> | undefined;
  readonly wanted: Wanted;
  readonly maxAgeMs: number;
  readonly consoleUrl?: string | undefined;
}

export interface Handed {
  readonly event: RecordedEvent;
  readonly record: LogRecord;
  /** 1 at first. */
  readonly attempt: number;
}

/** One event of the log: is it a matter, is it wanted, is it new enough; then it is told. */
export const notify = async (deps: NotifierDeps, handed: Handed): Promise<Outcome> => {
  const matter = matterOf(handed.event);
  if (matter === null) return skipped('no matter for people');
  if (!isWanted(deps.wanted, matter, handed.record.key)) return skipped('not wanted');
  const { maxAgeMs, clock } = deps;
  if (clock.now() - handed.record.timestamp > maxAgeMs) return tooOld(deps, handed.attempt);
  try {
    return await tell(deps, matter, handed);
  } catch (error) {
    return retry(messageOf(error), pauseOf(handed.attempt));
  }
};

const isWanted = ({ causes, workspaces }: Wanted, { cause }: Matter, key: string): boolean =>
  (cause === undefined || has(causes, cause)) &&
  has(workspaces, parsePartitionKey(key)?.workspace ?? '');

const has = (list: readonly string[], one: string): boolean =>
  list.length === 0 || list.includes(one);

/** An old log does not flood the channel; what was tried in vain until it got old is a dead letter. */
const tooOld = (deps: NotifierDeps, attempt: number): Outcome => {
  counted(deps, attempt === 1 ? 'too-old' : 'not-told');
  return attempt === 1
    ? skipped('too old')
    : { kind: 'dead-letter', because: 'NOTIFIER.TOO_LATE the channel did not take it in time' };
};

const tell = async (deps: NotifierDeps, matter: Matter, handed: Handed): Promise<Outcome> => {
  const { attempt, record } = handed;
  const found = await ofWantedCustomer(deps, record);
  if (found === 'no') return skipped('not wanted');
  if (found === 'behind') return retry('the index of sessions is behind', pauseOf(attempt));
  const told = await deps.channel.tell(noticeOf(matter, record.key, deps.consoleUrl));
  return outcomeOf(deps, told, handed);
};

const ofWantedCustomer = ({ wanted, index }: NotifierDeps, { key, headers }: LogRecord) =>
  wanted.customers.length === 0 || index === undefined
    ? 'yes'
    : isOneOf(wanted.customers, index, { key, seq: Number(headers['ce_seq']) });

const outcomeOf = (deps: NotifierDeps, told: Told, { event, attempt }: Handed): Outcome => {
  if (told.kind === 'told') {
    counted(deps, 'told');
    return done;
  }
  const { because } = told;
  if (attempt === 1) deps.logger.warn({ event: event.id, because }, 'the channel was not told');
  if (told.kind === 'later') return retry(because, pauseOf(attempt, told.afterMs));
  counted(deps, 'not-told');
  return { kind: 'dead-letter', because };
};

const counted = ({ telemetry }: NotifierDeps, outcome: string): void =>
  telemetry.count('deskstream.notices', 1, { outcome });

/** As long as the channel asked for; else 1 s, 2 s, 4 s … 1 min. */
const pauseOf = (attempt: number, asked: number | null = null): number =>
  asked === null
    ? Math.min(FIRST_PAUSE_MS * 2 ** Math.min(attempt - 1, 10), 60_000)
    : Math.max(asked, FIRST_PAUSE_MS);

const FIRST_PAUSE_MS = 1_000;
