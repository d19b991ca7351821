import type { Clock, EpochMs } from '@deskstream/kernel';
import { systemClock } from '@deskstream/kernel';
import type {
  CallResult,
  Ownership,
  ReadBack,
  VendorApi,
  VendorCommand,
  VendorConnection,
} from '@deskstream/port-vendor';
import type { Dispatcher } from 'undici';
import { Agent } from 'undici';
import type { Fields } from '../payload';
import { fieldsOf, idOf, textOf, timeOf } from '../payload';
import { ownerOf } from '../webhooks/assignment';
import { partsOf } from '../webhooks/interpret';
import { refusalOf } from './classify';
import { callOf, isSupported, readCall } from './commands';
import type { NoAnswer } from './http';
import { callOnce } from './http';
import { ownPart } from './own-part';

export interface IntercomApiOptions {
  /** Longest wait for the answer's headers, and again for its body. Default 20 000. */
  readonly timeoutMs?: number;
  /** Longest wait for a connection. Default 5 000. */
  readonly connectTimeoutMs?: number;
  /** How far the vendor's clock may be behind ours when an effect is looked for. Default 120 000. */
  readonly clockSkewMs?: number;
  /** Replaces the connection pool and with it all timeouts. It must not repeat requests. */
  readonly dispatcher?: Dispatcher;
  readonly clock?: Clock;
}

/** Also releases its connections. */
export type IntercomApi = VendorApi & { close(): Promise<void> };

/** Plain requests instead of the official SDK, which repeats a POST by itself (vendors/intercom.md §6). */
export const createIntercomApi = (options: IntercomApiOptions = {}): IntercomApi => {
  const { clock = systemClock, clockSkewMs = 120_000 } = options;
  const dispatcher = options.dispatcher ?? pool(options);
  const read = async (conversation: string, connection: VendorConnection, signal: AbortSignal) =>
    readingOf(await callOnce(dispatcher, connection, readCall(conversation), signal), clock.now());

  return {
    vendor: 'intercom',
    perform: async (command, connection, signal) => {
      if (!isSupported(command)) return unsupported(command);
      const answer = await callOnce(dispatcher, connection, callOf(command, connection), signal);
      if (answer.kind !== 'answer') return answer;
      return refusalOf(answer, clock.now()) ?? doneOf(command, connection, fieldsOf(answer.json));
    },
    readBack: async (command, connection, attempt, signal) => {
      const reading = await read(command.conversation, connection, signal);
      if (reading.kind === 'unreadable') return reading;
      if (reading.kind === 'gone') return { kind: 'absent' };
      const notBefore = wholeSeconds(attempt.since - clockSkewMs);
      return effectOf(command, connection, reading.item, { notBefore, exclude: attempt.exclude });
    },
    ownership: async (conversation, connection, signal) => {
      const reading = await read(conversation, connection, signal);
      return reading.kind === 'item' ? ownershipOf(reading.item, connection) : reading;
    },
    close: () => (options.dispatcher === undefined ? dispatcher.close() : Promise.resolve()),
  };
};

const pool = ({ timeoutMs = 20_000, connectTimeoutMs = 5_000 }: IntercomApiOptions): Dispatcher =>
  new Agent({
    connect: { timeout: connectTimeoutMs },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    pipelining: 1,
  });

type Reading =
  | { readonly kind: 'item'; readonly item: Fields }
  | Extract<Ownership, { kind: 'gone' | 'unreadable' }>;

const readingOf = (answer: Awaited<ReturnType<typeof callOnce>>, now: EpochMs): Reading => {
  if (answer.kind !== 'answer') return unreadable(answer.because);
  const refusal = refusalOf(answer, now);
  if (refusal === null)
    return answer.json === undefined
      ? unreadable('the answer is not JSON')
      : { kind: 'item', item: fieldsOf(answer.json) };
  if (refusal.kind === 'throttled') return unreadable('HTTP 429', refusal.retryAt);
  if (refusal.kind === 'unknown') return unreadable(refusal.because);
  return refusal.status === 404 || refusal.status === 410
    ? { kind: 'gone', because: refusal.code }
    : unreadable(refusal.code);
};

const unreadable = (
  because: NoAnswer['because'],
  retryAt: EpochMs | null = null,
): Extract<Ownership, { kind: 'unreadable' }> => ({ kind: 'unreadable', because, retryAt });

const unsupported = ({ kind }: VendorCommand): CallResult => ({
  kind: 'rejected',
  code: 'VENDOR.UNSUPPORTED',
  status: 0,
  detail: `Intercom has no ${kind}`,
});

/** A 2xx without a readable body is still done; its message is recognised by its author then. */
const doneOf = (command: VendorCommand, connection: VendorConnection, item: Fields): CallResult => {
  if (command.kind === 'reply' || command.kind === 'note') {
    const search = { notBefore: 0, exclude: [] };
    return { kind: 'done', ...ownPart(item, command, connection, search) };
  }
  const vendorAt = timeOf(item['updated_at']);
  return vendorAt === null ? { kind: 'done' } : { kind: 'done', vendorAt };
};

const effectOf = (
  command: VendorCommand,
  connection: VendorConnection,
  item: Fields,
  search: { readonly notBefore: EpochMs; readonly exclude: readonly string[] },
): ReadBack => {
  if (command.kind === 'reply' || command.kind === 'note') {
    const part = ownPart(item, command, connection, search);
    return part === null ? { kind: 'absent' } : { kind: 'found', ...part };
  }
  if (ownerOf(item, connection).kind === 'ai') return { kind: 'absent' };
  const vendorAt = timeOf(item['updated_at']);
  return vendorAt === null ? { kind: 'found' } : { kind: 'found', vendorAt };
};

const ownershipOf = (item: Fields, connection: VendorConnection): Ownership => {
  const assignedBy = lastAssigner(item);
  return {
    kind: 'known',
    assignee: ownerOf(item, connection),
    asOf: timeOf(item['updated_at']) ?? 0,
    open: item['open'] !== false && item['state'] !== 'closed',
    ...(assignedBy === null ? {} : { assignedBy }),
  };
};

const lastAssigner = (item: Fields): string | null => {
  const last = partsOf(item)
    .filter((part) => textOf(part['part_type']).includes('assign'))
    .sort((a, b) => (timeOf(a['created_at']) ?? 0) - (timeOf(b['created_at']) ?? 0))
    .at(-1);
  return last === undefined ? null : idOf(fieldsOf(last['author'])['id']);
};

/** The vendor's times have no milliseconds. */
const wholeSeconds = (at: EpochMs): EpochMs => Math.floor(at / 1000) * 1000;
