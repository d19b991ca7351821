import type { EventRecord } from '@deskstream/contracts';
import { decodeEvent, TOPICS } from '@deskstream/contracts';
import { emptySummary, summarise } from '@deskstream/conversation-read-models';
import { parsePartitionKey } from '@deskstream/kernel';
import type { EntityManager } from 'typeorm';
import { In } from 'typeorm';
import type { SessionRow } from '../database/entities';
import { SessionEntity } from '../database/entities';
import type { Projection } from './projection';
import { storable } from './storable';

/** The list of sessions: each summary is a fold, continued from where it stood. */
export const sessions: Projection = {
  name: 'sessions',
  topic: TOPICS.events,
  apply: async (manager, batch) => {
    const events = batch.flatMap((record) => {
      const decoded = decodeEvent(record);
      return decoded.ok ? [decoded.value] : [];
    });
    const rows = await known(manager, events);
    for (const event of events) rows.set(event.envelope.subject, next(rows, event));
    await manager.upsert(SessionEntity, [...rows.values()], ['key']);
  },
  reset: async (manager) => {
    await manager.query('truncate session');
  },
};

const known = async (
  manager: EntityManager,
  events: readonly EventRecord[],
): Promise<Map<string, SessionRow>> => {
  const keys = [...new Set(events.map(({ envelope }) => envelope.subject))];
  const rows = await manager.findBy(SessionEntity, { key: In(keys) });
  return new Map(rows.map((row) => [row.key, row]));
};

const next = (
  rows: ReadonlyMap<string, SessionRow>,
  { envelope, event }: EventRecord,
): SessionRow => {
  const key = envelope.subject;
  const before = rows.get(key)?.summary ?? emptySummary;
  const summary = storable(summarise(before, { seq: envelope.seq, event }));
  const ref = parsePartitionKey(key) ?? { workspace: '', vendor: '', conversation: key };
  return {
    key,
    ...ref,
    seq: summary.seq,
    firstAt: String(summary.firstAt),
    lastAt: String(summary.lastAt),
    status: summary.status,
    owner: summary.owner,
    summary,
  };
};
