import type { EventRecord } from '@deskstream/contracts';
import { decodeEvent } from '@deskstream/contracts';
import type { StreamIndex } from '@deskstream/port-stream-index';
import type { ClaimedWork } from '@deskstream/port-work-ledger';
import type { DispatchRequest, RedriveRequest } from '../request';
import { requestOf } from '../request';

export type TakenUp =
  | { readonly kind: 'request'; readonly request: DispatchRequest }
  /** The index has not come so far yet. */
  | { readonly kind: 'later' }
  | { readonly kind: 'settled'; readonly code: 'ANSWERED' | 'UNKNOWN_COMMAND' };

/** What a redriven request asks for, from the log. A reply whose question was answered since is not sent. */
export const takeUpAgain = async (claim: ClaimedWork, index: StreamIndex): Promise<TakenUp> => {
  const stored = claim.payload as DispatchRequest | RedriveRequest;
  if ('command' in stored) return { kind: 'request', request: stored };
  const records: EventRecord[] = [];
  for await (const { record } of index.readStream(claim.key)) {
    const decoded = decodeEvent(record);
    if (decoded.ok) records.push(decoded.value);
  }
  const isThere = records.some(({ envelope }) => envelope.seq >= claim.seq);
  return isThere ? requestAmong(records, stored, claim) : { kind: 'later' };
};

const requestAmong = (
  records: readonly EventRecord[],
  stored: RedriveRequest,
  { journal }: ClaimedWork,
): TakenUp => {
  const first = records.find(({ event }) => event.id === stored.redrives);
  const request = first === undefined ? null : requestOf(first);
  if (first === undefined || request === null) return { kind: 'settled', code: 'UNKNOWN_COMMAND' };
  return journal.length === 0 && isAnswered(first, records)
    ? { kind: 'settled', code: 'ANSWERED' }
    : { kind: 'request', request: { ...request, ...stored } };
};

const isAnswered = ({ event: asked }: EventRecord, records: readonly EventRecord[]): boolean =>
  asked.type === 'ReplyRequested' &&
  records.some(
    ({ event }) =>
      event.type === 'MessagesSettled' &&
      event.data.outcome === 'replied' &&
      event.data.messageIds.some((id) => asked.data.messageIds.includes(id)),
  );
