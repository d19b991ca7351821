import type { EventRecord } from '@deskstream/contracts';
import { decodeEvent } from '@deskstream/contracts';
import type { StreamIndex } from '@deskstream/port-stream-index';
import type { ClaimedWork } from '@deskstream/port-work-ledger';

const INDEX_LAG_MS = 50;
const MAX_INDEX_LAG_MS = 5_000;

/** The log up to the run's own request; `null` while the index has not come so far, for nothing said before may be missing. */
export const streamOf = async (
  index: StreamIndex,
  claim: ClaimedWork,
): Promise<readonly EventRecord[] | null> => {
  const stream: EventRecord[] = [];
  let last = 0;
  for await (const { seq, record } of index.readStream(claim.key)) {
    if (seq > claim.seq) break;
    const decoded = decodeEvent(record);
    if (decoded.ok) stream.push(decoded.value);
    last = seq;
  }
  return last === claim.seq ? stream : null;
};

export const indexPause = ({ attempt }: ClaimedWork): number =>
  Math.min(MAX_INDEX_LAG_MS, INDEX_LAG_MS * 2 ** Math.min(attempt - 1, 10));
