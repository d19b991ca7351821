import type { EventRecord } from '@deskstream/contracts';
import { decodeEvent, TOPICS } from '@deskstream/contracts';
import type { SessionFacts } from '@deskstream/conversation-metrics';
import { aiTookPart, emptyFacts, endOf, measure } from '@deskstream/conversation-metrics';
import { parsePartitionKey } from '@deskstream/kernel';
import type { EntityManager } from 'typeorm';
import type { Projection } from './projection';
import { storable } from './storable';

/** One row a session to count figures from: a fold, continued from where it stood. */
export const sessionMetrics: Projection = {
  name: 'session-metrics',
  topic: TOPICS.events,
  apply: async (manager, batch) => {
    const events = batch.flatMap((record) => {
      const decoded = decodeEvent(record);
      return decoded.ok ? [decoded.value] : [];
    });
    const known = await factsOf(manager, events);
    for (const { envelope, event } of events) {
      const before = known.get(envelope.subject) ?? emptyFacts;
      known.set(envelope.subject, measure(before, { seq: envelope.seq, event }));
    }
    const rows = [...known].map(([key, facts]) => rowOf(key, storable(facts)));
    await manager.query(UPSERT, [JSON.stringify(rows)]);
  },
  reset: async (manager) => {
    await manager.query('truncate session_metrics');
  },
};

const factsOf = async (
  manager: EntityManager,
  events: readonly EventRecord[],
): Promise<Map<string, SessionFacts>> => {
  const keys = [...new Set(events.map(({ envelope }) => envelope.subject))];
  const rows = await manager.query<{ key: string; facts: SessionFacts }[]>(
    'select key, facts from session_metrics where key = any($1)',
    [keys],
  );
  return new Map(rows.map(({ key, facts }) => [key, facts]));
};

const COLUMNS = {
  key: 'text',
  workspace: 'text',
  vendor: 'text',
  channel: 'text',
  asked_at: 'bigint',
  ending: 'text',
  ai_took_part: 'boolean',
  customer_messages: 'integer',
  ai_replies: 'integer',
  person_replies: 'integer',
  drafts: 'integer',
  drafts_withheld: 'integer',
  causes: 'text[]',
  handoffs_failed: 'integer',
  response_ms: 'bigint',
  ai_response_ms: 'bigint',
  handoff_response_ms: 'bigint',
  ai_ms: 'bigint',
  person_ms: 'bigint',
  nobody_ms: 'bigint',
  facts: 'jsonb',
} as const;

type Row = Readonly<Record<keyof typeof COLUMNS, unknown>>;

const names = Object.keys(COLUMNS);

/** All rows of a batch in one statement. */
const UPSERT = `
  insert into session_metrics (${names.join(', ')})
  select ${names.join(', ')}
  from jsonb_to_recordset($1::jsonb) as given (${Object.entries(COLUMNS)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ')})
  on conflict (key) do update set ${names.map((name) => `${name} = excluded.${name}`).join(', ')}`;

const rowOf = (key: string, facts: SessionFacts): Row => {
  const ref = parsePartitionKey(key) ?? { workspace: '', vendor: '' };
  const failed = facts.handoffs.filter(({ end }) => end === 'failed' || end === 'contested');
  return {
    key,
    workspace: ref.workspace,
    vendor: ref.vendor,
    channel: facts.channel,
    asked_at: facts.askedAt,
    ending: endOf(facts),
    ai_took_part: aiTookPart(facts),
    customer_messages: facts.customerMessages,
    ai_replies: facts.aiReplies,
    person_replies: facts.personReplies,
    drafts: facts.drafts,
    drafts_withheld: facts.draftsWithheld,
    causes: facts.handoffs.map(({ cause }) => cause),
    handoffs_failed: failed.length,
    response_ms: facts.response?.ms ?? null,
    ai_response_ms: facts.aiResponseMs,
    handoff_response_ms: facts.handoffResponseMs,
    ai_ms: facts.heldMs.ai,
    person_ms: facts.heldMs.person,
    nobody_ms: facts.heldMs.nobody,
    facts,
  };
};
