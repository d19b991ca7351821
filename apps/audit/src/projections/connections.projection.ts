import type { ConnectionRecord, WebhookRecord } from '@deskstream/contracts';
import { decodeConnectionRecord, decodeWebhook, TOPICS } from '@deskstream/contracts';
import type { LogRecord } from '@deskstream/port-event-log';
import type { EntityManager } from 'typeorm';
import type { Projection } from './projection';
import { storable } from './storable';

/** When each topic of each connection was seen last, and where its deliveries arrive. */
export const connectionTopics: Projection = {
  name: 'connection-topics',
  topic: TOPICS.webhooks,
  apply: async (manager, batch) => {
    for (const seen of seenIn(batch))
      await manager.query(
        `insert into connection_topic as t
           (workspace, vendor, vendor_topic, first_at, last_at, deliveries, address)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (workspace, vendor, vendor_topic) do update set
           first_at = least(t.first_at, excluded.first_at),
           last_at = greatest(t.last_at, excluded.last_at),
           deliveries = t.deliveries + excluded.deliveries,
           address = case
             when excluded.last_at > t.last_at then coalesce(excluded.address, t.address)
             when excluded.last_at = t.last_at then greatest(excluded.address, t.address)
             else t.address end`,
        storable([
          seen.workspace,
          seen.vendor,
          seen.vendorTopic,
          seen.firstAt,
          seen.lastAt,
          seen.deliveries,
          seen.address,
        ]),
      );
  },
  reset: async (manager) => {
    await manager.query('truncate connection_topic');
  },
};

/** Verifications and refused webhooks of each connection. */
export const connections: Projection = {
  name: 'connections',
  topic: TOPICS.connections,
  apply: async (manager, batch) => {
    for (const record of batch) {
      const decoded = decodeConnectionRecord(record);
      if (decoded.ok) await insert(manager, record.headers['ce_id'] ?? '', decoded.value);
    }
  },
  reset: async (manager) => {
    await manager.query(
      'truncate connection_refusal, connection_verification, connection_acknowledgement',
    );
  },
};

interface Seen {
  readonly workspace: string;
  readonly vendor: string;
  readonly vendorTopic: string;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly deliveries: number;
  readonly address: string | null;
}

/** One row a topic, in a fixed order: lanes share rows, and the order keeps them from waiting on each other. */
const seenIn = (batch: readonly LogRecord[]): readonly Seen[] => {
  const rows = new Map<string, Seen>();
  for (const record of batch) {
    const decoded = decodeWebhook(record);
    if (!decoded.ok) continue;
    const seen = seenOf(decoded.value);
    const key = [seen.workspace, seen.vendor, seen.vendorTopic].join('\n');
    const before = rows.get(key);
    rows.set(key, before === undefined ? seen : together(before, seen));
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
};

const seenOf = ({ workspace, vendor, vendorTopic, envelope, address }: WebhookRecord): Seen => ({
  workspace,
  vendor,
  vendorTopic,
  firstAt: envelope.time,
  lastAt: envelope.time,
  deliveries: 1,
  address: address ?? null,
});

const together = (before: Seen, seen: Seen): Seen => ({
  ...seen,
  firstAt: Math.min(before.firstAt, seen.firstAt),
  lastAt: Math.max(before.lastAt, seen.lastAt),
  deliveries: before.deliveries + seen.deliveries,
  address: seen.address ?? before.address,
});

const insert = async (
  manager: EntityManager,
  id: string,
  record: ConnectionRecord,
): Promise<void> => {
  const { workspace, vendor, at } = record;
  if (record.type === 'ConnectionVerified') {
    const { settingsVersion, requestedBy, reason = '', checks } = record.data;
    const facts = [workspace, vendor, at, settingsVersion, requestedBy, reason];
    await manager.query(
      `insert into connection_verification
         (id, workspace, vendor, at, settings_version, requested_by, reason, checks)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing`,
      storable([id, ...facts, JSON.stringify(checks)]),
    );
    return;
  }
  if (record.type === 'WebhooksAcknowledged') {
    const { count, slow, late, totalMs, maxMs } = record.data;
    await manager.query(
      `insert into connection_acknowledgement
         (id, workspace, vendor, at, count, slow, late, total_ms, max_ms)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (id) do nothing`,
      storable([id, workspace, vendor, at, count, slow, late, totalMs, maxMs]),
    );
    return;
  }
  const { code, status, since, count, address, vendorTopic = null } = record.data;
  await manager.query(
    `insert into connection_refusal
       (id, workspace, vendor, code, status, since, at, count, address, vendor_topic)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (id) do nothing`,
    storable([id, workspace, vendor, code, status, since, at, count, address, vendorTopic]),
  );
};
