import type {
  ConversationInput,
  EventData,
  EventType,
  InputData,
  InputType,
  RecordedEvent,
} from '@deskstream/conversation-domain';
import { eventSchemas, inputSchemas } from '@deskstream/conversation-domain';
import type { Draft, LogRecord } from '@deskstream/port-event-log';
import { Compile } from 'typebox/compile';
import type { TSchema } from 'typebox';
import type { Decoded, Envelope, EventEnvelope } from './envelope';
import {
  decodeEnvelope,
  decodeEventEnvelope,
  encodeEnvelope,
  encodeEventEnvelope,
} from './envelope';
import { TOPICS } from './topics';
import { upcast } from './upcasters';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

export interface InputRecord {
  readonly envelope: Envelope;
  readonly input: ConversationInput;
}

export interface EventRecord {
  readonly envelope: EventEnvelope;
  readonly event: RecordedEvent;
}

export type AnyInput = {
  [K in InputType]: { readonly type: K; readonly data: InputData<K> };
}[InputType];

export const encodeInput = (
  envelope: Omit<Envelope, 'type' | 'schemaVersion'>,
  input: AnyInput,
): Draft => ({
  topic: TOPICS.inputs,
  key: envelope.subject,
  headers: encodeEnvelope({ ...envelope, type: input.type, schemaVersion: 1 }),
  value: encoder.encode(JSON.stringify(input.data)),
});

export const encodeEvent = (envelope: EventEnvelope, value: Uint8Array): Draft => ({
  topic: TOPICS.events,
  key: envelope.subject,
  headers: encodeEventEnvelope(envelope),
  value,
});

export const encodeData = (data: unknown): Uint8Array => encoder.encode(JSON.stringify(data));

/** Unknown types, bad JSON and wrong shapes say why; they are dead letters, never exceptions. */
export const decodeInput = (record: LogRecord): Decoded<InputRecord> => {
  const envelope = decodeEnvelope(record);
  if (!envelope.ok) return envelope;
  const data = decodeData('input', envelope.value, record.value);
  if (!data.ok) return data;
  const { id, time, type } = envelope.value;
  const input = { id, at: time, type, data: data.value } as ConversationInput;
  return { ok: true, value: { envelope: envelope.value, input } };
};

export const decodeEvent = (
  record: Pick<LogRecord, 'headers' | 'key' | 'value'>,
): Decoded<EventRecord> => {
  const envelope = decodeEventEnvelope(record);
  if (!envelope.ok) return envelope;
  const data = decodeData('event', envelope.value, record.value);
  if (!data.ok) return data;
  const { id, time, type } = envelope.value;
  const event = { id, at: time, type, data: data.value } as RecordedEvent;
  return { ok: true, value: { envelope: envelope.value, event } };
};

type Family = 'input' | 'event';

const compileAll = (schemas: Readonly<Record<string, TSchema>>) =>
  new Map(Object.entries(schemas).map(([type, schema]) => [type, Compile(schema)]));

const validators = { input: compileAll(inputSchemas), event: compileAll(eventSchemas) };

const decodeData = (
  family: Family,
  envelope: Envelope,
  value: Uint8Array | null,
): Decoded<EventData<EventType>> => {
  const validator = validators[family].get(envelope.type);
  if (!validator) return { ok: false, because: `unknown ${family} type ${envelope.type}` };
  const parsed = parseJson(value);
  if (!parsed.ok) return parsed;
  const data = upcast(envelope.type, envelope.schemaVersion, parsed.value);
  if (!data.ok) return data;
  return validator.Check(data.value)
    ? { ok: true, value: data.value as EventData<EventType> }
    : { ok: false, because: mismatch(envelope.type, [...validator.Errors(data.value)]) };
};

/** Names the first field that is wrong, never its value. */
const mismatch = (
  type: string,
  [first]: readonly { readonly instancePath: string; readonly message: string }[],
): string =>
  `${type} does not match its schema: ${first?.instancePath || '/'} ${first?.message ?? ''}`;

const parseJson = (value: Uint8Array | null): Decoded<unknown> => {
  if (value === null) return { ok: false, because: 'the value is empty' };
  try {
    return { ok: true, value: JSON.parse(decoder.decode(value)) as unknown };
  } catch {
    return { ok: false, because: 'the value is not UTF-8 JSON' };
  }
};
