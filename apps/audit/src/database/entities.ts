import type { SessionSummary } from '@deskstream/conversation-read-models';
import { EntitySchema } from 'typeorm';

/** One session as the list shows it. Times in milliseconds since the epoch. */
export interface SessionRow {
  key: string;
  workspace: string;
  vendor: string;
  conversation: string;
  seq: number;
  firstAt: string;
  lastAt: string;
  status: string;
  owner: string;
  summary: SessionSummary;
}

/** What became of one delivery of the vendor. */
export interface DeliveryRow {
  id: string;
  key: string;
  vendorTopic: string;
  receivedAt: string;
  /** `topic/partition/offset` of the first record that holds it. */
  position: string;
  /** Times it was accepted. */
  times: number;
}

/** One input that a delivery, or a step after it, led to. */
export interface DeliveryInputRow {
  id: string;
  deliveryId: string;
  type: string;
  at: string;
  position: string;
  detail: unknown;
}

export interface CheckpointRow {
  projection: string;
  partition: number;
  next: string;
}

const bigint = { type: 'bigint' } as const;
const text = { type: 'text' } as const;

export const SessionEntity = new EntitySchema<SessionRow>({
  name: 'Session',
  tableName: 'session',
  columns: {
    key: { ...text, primary: true },
    workspace: text,
    vendor: text,
    conversation: text,
    seq: { type: 'integer' },
    firstAt: { ...bigint, name: 'first_at' },
    lastAt: { ...bigint, name: 'last_at' },
    status: text,
    owner: text,
    summary: { type: 'jsonb' },
  },
});

export const DeliveryEntity = new EntitySchema<DeliveryRow>({
  name: 'Delivery',
  tableName: 'delivery',
  columns: {
    id: { ...text, primary: true },
    key: text,
    vendorTopic: { ...text, name: 'vendor_topic' },
    receivedAt: { ...bigint, name: 'received_at' },
    position: text,
    times: { type: 'integer' },
  },
});

export const DeliveryInputEntity = new EntitySchema<DeliveryInputRow>({
  name: 'DeliveryInput',
  tableName: 'delivery_input',
  columns: {
    id: { ...text, primary: true },
    deliveryId: { ...text, name: 'delivery_id' },
    type: text,
    at: bigint,
    position: text,
    detail: { type: 'jsonb' },
  },
});

export const CheckpointEntity = new EntitySchema<CheckpointRow>({
  name: 'Checkpoint',
  tableName: 'checkpoint',
  columns: {
    projection: { ...text, primary: true },
    partition: { type: 'integer', primary: true },
    next: bigint,
  },
});
