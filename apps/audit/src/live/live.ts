import type { MessageEvent } from '@nestjs/common';
import type { AuditParts } from '../audit';
import { eventsOf } from '../queries/events.query';
import { listSessions } from '../queries/sessions.query';

/** How often a live view looks; several replicas write, so it asks the database. */
const LOOK_MS = 150;
/** A comment-like event that keeps proxies from closing a quiet stream. */
const HEARTBEAT_MS = 15_000;

/** The events of one session from `fromSeq` on, as they are indexed. */
export async function* liveEvents(
  { index, clock }: AuditParts,
  key: string,
  fromSeq: number,
): AsyncGenerator<MessageEvent> {
  let next = fromSeq;
  let quietSince = clock.now();
  for (;;) {
    for await (const stored of eventsOf(index, key, next)) {
      next = stored.seq + 1;
      quietSince = clock.now();
      yield { id: String(stored.seq), type: 'event', data: stored };
    }
    if (clock.now() - quietSince > HEARTBEAT_MS) {
      quietSince = clock.now();
      yield { type: 'heartbeat', data: '' };
    }
    await clock.sleep(LOOK_MS);
  }
}

/** Each session whose summary changed since the last look. */
export async function* liveSessions({
  dataSource,
  clock,
}: AuditParts): AsyncGenerator<MessageEvent> {
  const seen = new Map<string, number>();
  let first = true;
  for (;;) {
    const { items } = await listSessions(dataSource, { limit: 50 });
    for (const item of items) {
      if (!first && seen.get(item.key) !== item.summary.seq) yield { type: 'session', data: item };
      seen.set(item.key, item.summary.seq);
    }
    if (first) yield { type: 'heartbeat', data: '' };
    first = false;
    await clock.sleep(LOOK_MS * 2);
  }
}
