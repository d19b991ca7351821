import { decodeEvent } from '@deskstream/contracts';
import type { RecordedEvent } from '@deskstream/conversation-domain';
import type { PartitionKey } from '@deskstream/kernel';
import type { StreamIndex } from '@deskstream/port-stream-index';

/** `behind`: the index of sessions has not come as far as the event yet. */
export type Found = 'yes' | 'no' | 'behind';

/** Whether the customer of a session, as known before event `seq`, is one of `wanted`: addresses or @domains. */
export const isOneOf = async (
  wanted: readonly string[],
  index: Pick<StreamIndex, 'readStream'>,
  at: { readonly key: PartitionKey; readonly seq: number },
): Promise<Found> => {
  const customers = wanted.map((each) => each.toLowerCase());
  let reached = 0;
  for await (const { seq, record } of index.readStream(at.key)) {
    if (seq >= at.seq) break;
    reached = seq;
    const decoded = decodeEvent(record);
    const email = decoded.ok ? emailOf(decoded.value.event) : undefined;
    if (email !== undefined && customers.some((each) => matches(each, email))) return 'yes';
  }
  return reached + 1 < at.seq ? 'behind' : 'no';
};

const matches = (wanted: string, email: string): boolean =>
  email === wanted || (wanted.startsWith('@') && email.endsWith(wanted));

const emailOf = ({ type, data }: RecordedEvent): string | undefined =>
  type === 'CustomerMessageReceived' || type === 'ProfileRead'
    ? data.contact?.email?.toLowerCase()
    : undefined;
