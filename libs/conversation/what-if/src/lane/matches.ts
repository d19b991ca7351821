import type { RecordedEvent } from '@deskstream/conversation-domain';
import type { RecordedRequest, SessionRecord } from './record';
import { samenessOf } from './record';

/** Which request of the record each request of the lane is. */
export interface Matches {
  /** The first request of the record with this content that no other one of the lane is. */
  take(request: RecordedEvent): RecordedRequest | null;
  /** When the lane made this request of the record (ms); `null`: not, or not yet. */
  at(recordedId: string): number | null;
}

/** Up to the divergence both have the same requests. */
export const matchesOf = ({ requests }: SessionRecord, followed: ReadonlySet<string>): Matches => {
  const madeAt = new Map<string, number>();
  const free = new Map<string, RecordedRequest[]>();
  for (const request of requests) {
    if (followed.has(request.id)) madeAt.set(request.id, request.at);
    else free.set(request.sameness, [...(free.get(request.sameness) ?? []), request]);
  }
  return {
    take: (event) => {
      const found = free.get(samenessOf(event))?.shift() ?? null;
      if (found !== null) madeAt.set(found.id, event.at);
      return found;
    },
    at: (recordedId) => madeAt.get(recordedId) ?? null,
  };
};
