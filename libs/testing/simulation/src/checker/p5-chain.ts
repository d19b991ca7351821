import { eventHash, GENESIS } from '@deskstream/contracts';
import type { Facts } from './facts';
import { placeOf } from './facts';
import type { Violation } from './observations';

/** Read in the order of the partition, every conversation counts 1, 2, 3 … and each event carries the hash of the one before. */
export const checkChain = ({ events, unreadable }: Facts): readonly Violation[] => {
  const heads = new Map<string, { readonly seq: number; readonly hash: string }>();
  const broken = events.flatMap(({ record, envelope }) => {
    const head = heads.get(record.key) ?? { seq: 0, hash: GENESIS };
    heads.set(record.key, {
      seq: envelope.seq,
      hash: eventHash(envelope, record.value ?? new Uint8Array()),
    });
    const where = `event ${envelope.id} at ${placeOf(record)}`;
    if (envelope.subject !== record.key)
      return [violation(`${where} names another conversation than its key`)];
    if (envelope.seq !== head.seq + 1)
      return [violation(`${where}: seq ${envelope.seq} follows ${head.seq}`)];
    return envelope.prevHash === head.hash
      ? []
      : [violation(`${where}: prevHash is not the hash of seq ${head.seq}`)];
  });
  return [...unreadable, ...broken];
};

const violation = (what: string): Violation => ({ property: 'P5', what });
