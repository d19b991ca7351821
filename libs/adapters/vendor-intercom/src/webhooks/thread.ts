import type { EpochMs } from '@deskstream/kernel';
import type { CanonicalFact, VendorConnection } from '@deskstream/port-vendor';
import type { Fields } from '../payload';
import { fieldsOf, textOf, timeOf } from '../payload';
import { contextFacts } from './context';
import type { Telling } from './facts';
import { assigns, partFacts, redactions, sourceFacts } from './facts';
import { partsOf } from './interpret';

/**
 * A conversation as the API gives it, told as its webhooks would have: the same facts under the same
 * identities, oldest first. `truncated`: parts since `since` are beyond the 500 newest.
 */
export const threadFacts = (
  item: Fields,
  connection: VendorConnection,
  since: EpochMs,
): { readonly facts: readonly CanonicalFact[]; readonly truncated: boolean } => {
  const notBefore = Math.floor(since / 1000) * 1000;
  const telling: Telling = { item, connection, at: timeOf(item['updated_at']) ?? 0 };
  const parts = [...partsOf(item)].sort((a, b) => createdAt(a) - createdAt(b));
  const assignedLast = parts.findLast(isAssignment);
  const told = parts
    .filter((part) => createdAt(part) >= notBefore)
    .flatMap((part) =>
      partFacts(isAssignment(part) && part !== assignedLast ? past(telling) : telling, part),
    );
  const first = (timeOf(item['created_at']) ?? 0) >= notBefore ? sourceFacts(telling) : [];
  const redacted = redactions(telling, parts).filter(
    ({ data }) => 'vendorAt' in data && data.vendorAt >= notBefore,
  );
  return {
    facts: [...first, ...told, ...redacted, ...contextFacts(item)],
    truncated: isCut(item, parts, notBefore),
  };
};

const createdAt = (part: Fields): EpochMs => timeOf(part['created_at']) ?? 0;

const isAssignment = (part: Fields): boolean => assigns(textOf(part['part_type']));

/** An earlier assignment to nobody must not be read as one to today's owner. */
const past = ({ item, ...telling }: Telling): Telling => ({
  ...telling,
  item: { ...item, admin_assignee_id: null, team_assignee_id: null },
});

const isCut = (item: Fields, parts: readonly Fields[], notBefore: EpochMs): boolean => {
  const oldest = parts[0];
  const list = fieldsOf(item['conversation_parts']);
  const counts = [
    list['total_count'],
    fieldsOf(item['statistics'])['count_conversation_parts'],
  ].filter((count) => typeof count === 'number');
  const isShort = Math.max(0, ...counts) > parts.length;
  return isShort && (oldest === undefined || createdAt(oldest) > notBefore);
};
