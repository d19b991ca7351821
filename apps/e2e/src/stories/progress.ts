import { TOPICS } from '@deskstream/contracts';
import type { EventType } from '@deskstream/conversation-domain';
import { parsePartitionKey, systemClock } from '@deskstream/kernel';
import type { Product } from './product';

/** Which events the log holds of each conversation, followed from record to record. */
export const followProgress = ({ broker }: Pick<Product, 'broker'>) => {
  const seen = new Map<string, Set<string>>();
  const read = new Map<number, number>();
  const follow = (): void => {
    broker.records(TOPICS.events).forEach((records, partition) => {
      for (const { key, headers } of records.slice(read.get(partition) ?? 0)) {
        const conversation = parsePartitionKey(key)?.conversation ?? '';
        const types = seen.get(conversation) ?? new Set();
        seen.set(conversation, types.add(headers['ce_type'] ?? ''));
      }
      read.set(partition, records.length);
    });
  };
  /** Resolves when it is there. */
  const reached = async (conversation: string, type: EventType): Promise<void> => {
    for (;;) {
      follow();
      const types = [...(seen.get(conversation) ?? [])];
      if (types.some((each) => each.includes(type))) return;
      await systemClock.sleep(3);
    }
  };
  return { reached };
};
