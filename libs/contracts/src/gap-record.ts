import type { Draft, LogRecord } from '@deskstream/port-event-log';
import { partitionKey } from '@deskstream/kernel';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { derivedId } from './derived-id';
import type { Decoded } from './envelope';
import { decodeEnvelope, encodeEnvelope } from './envelope';
import { encodeData } from './records';
import { TOPICS } from './topics';

/** Somebody wants a connection compared with its help desk now. Times in milliseconds since the epoch. */
export const GapCheckRequested = Type.Object({
  since: Type.Integer({ minimum: 0 }),
  requestedBy: Type.String(),
  reason: Type.Optional(Type.String()),
});
export type GapCheckRequested = Static<typeof GapCheckRequested>;

/** A connection was compared with its help desk (S036, S093). */
export const GapCheckFinished = Type.Object({
  /** `schedule`, `after-outage`, or who asked. */
  because: Type.String(),
  /** Given by who asked. */
  reason: Type.Optional(Type.String()),
  since: Type.Integer(),
  until: Type.Integer(),
  /** Messages before it are history: the connection was not watched yet. */
  historyBefore: Type.Integer(),
  /** Changes up to here are known or asked for; the next check begins here. */
  reached: Type.Integer(),
  result: Type.Union([
    Type.Literal('complete'),
    /** Bounded: the next check goes on. */
    Type.Literal('partial'),
    /** The help desk did not answer; `detail` says why. */
    Type.Literal('unreadable'),
  ]),
  detail: Type.Optional(Type.String()),
  /** The help desk wants no call before. */
  retryAt: Type.Optional(Type.Integer()),
  listed: Type.Integer(),
  /** Threads that were read and compared. */
  compared: Type.Integer(),
  suspected: Type.Integer(),
  /** Looked at later, because something was under way in them. */
  busy: Type.Integer(),
  tookMs: Type.Integer(),
});
export type GapCheckFinished = Static<typeof GapCheckFinished>;

/** The last of each kind stands for its connection. */
export type GapRecord = {
  readonly workspace: string;
  readonly vendor: string;
  readonly at: number;
} & (
  | { readonly type: 'GapCheckRequested'; readonly data: GapCheckRequested }
  | { readonly type: 'GapCheckFinished'; readonly data: GapCheckFinished }
);

export const encodeGapRecord = ({ workspace, vendor, at, type, data }: GapRecord): Draft => {
  const key = partitionKey({ workspace, vendor, conversation: type });
  const value = encodeData(data);
  const id = derivedId('gap', key, at, new TextDecoder().decode(value));
  const headers = encodeEnvelope({
    id,
    type,
    source: '/gap-finder',
    subject: key,
    time: at,
    schemaVersion: 1,
    correlationId: id,
    causationId: id,
  });
  return { topic: TOPICS.gapChecks, key, headers, value };
};

/** Never throws. */
export const decodeGapRecord = (record: LogRecord): Decoded<GapRecord> => {
  const envelope = decodeEnvelope(record);
  if (!envelope.ok) return envelope;
  const { type, time: at } = envelope.value;
  const [workspace = '', vendor = ''] = record.key.split('/').map(decodeURIComponent);
  const data = parsed(record.value);
  if (type === 'GapCheckFinished' && finished.Check(data))
    return { ok: true, value: { workspace, vendor, at, type, data } };
  if (type === 'GapCheckRequested' && requested.Check(data))
    return { ok: true, value: { workspace, vendor, at, type, data } };
  return { ok: false, because: `the value is not a record of type ${type}` };
};

const finished = Compile(GapCheckFinished);
const requested = Compile(GapCheckRequested);

const parsed = (value: Uint8Array | null): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(value ?? undefined)) as unknown;
  } catch {
    return null;
  }
};
