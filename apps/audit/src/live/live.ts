import type { MessageEvent } from '@nestjs/common';
import type { Clock } from '@deskstream/kernel';
import type { AuditParts } from '../audit';
import { eventsOf } from '../queries/events.query';
import { listSessions } from '../queries/sessions.query';

/** How often a live view looks; several replicas write, so it asks the database. */
const LOOK_MS = 150;
/** A comment-like event that keeps proxies from closing a quiet stream. */
const HEARTBEAT_MS = 15_000;

/** The events of one session from `fromSeq` on, as they are indexed, until `signal` aborts. */
export async function* liveEvents(
  { index, clock }: Pick<AuditParts, 'index' | 'clock'>,
  { key, fromSeq }: { readonly key: string; readonly fromSeq: number },
  signal: AbortSignal,
): AsyncGenerator<MessageEvent> {
  let next = fromSeq;
  let quietSince = clock.now();
  while (!signal.aborted) {
    for await (const stored of eventsOf(index, key, next)) {
      next = stored.seq + 1;
      quietSince = clock.now();
      yield { id: String(stored.seq), type: 'event', data: stored };
    }
    if (clock.now() - quietSince > HEARTBEAT_MS) {
      quietSince = clock.now();
      yield { type: 'heartbeat', data: '' };
    }
    await pause(clock, LOOK_MS, signal);
  }
}

/** A heartbeat after the first look, then each session whose summary changed since the last, until `signal` aborts. */
export async function* liveSessions(
  { dataSource, clock }: Pick<AuditParts, 'dataSource' | 'clock'>,
  signal: AbortSignal,
): AsyncGenerator<MessageEvent> {
  const seen = new Map<string, number>();
  let first = true;
  while (!signal.aborted) {
    const { items } = await listSessions(dataSource, { limit: 50 });
    for (const item of items) {
      if (!first && seen.get(item.key) !== item.summary.seq) yield { type: 'session', data: item };
      seen.set(item.key, item.summary.seq);
    }
    if (first) yield { type: 'heartbeat', data: '' };
    first = false;
    await pause(clock, LOOK_MS * 2, signal);
  }
}

/** A listener that leaves ends the pause; it is no error. */
const pause = async (clock: Clock, ms: number, signal: AbortSignal): Promise<void> => {
  try {
    await clock.sleep(ms, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
};
