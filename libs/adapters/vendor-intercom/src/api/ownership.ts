import type { Ownership, VendorConnection } from '@deskstream/port-vendor';
import type { Fields } from '../payload';
import { fieldsOf, idOf, textOf, timeOf } from '../payload';
import { ownerOf } from '../webhooks/assignment';
import { partsOf } from '../webhooks/interpret';
import type { Session } from './client';
import { readPath } from './commands';
import { readingOf } from './reading';

export const ownership = async (session: Session, conversation: string): Promise<Ownership> => {
  const reading = readingOf(await session.get(readPath(conversation)));
  return reading.kind === 'item' ? ownershipOf(reading.item, session.connection) : reading;
};

const ownershipOf = (item: Fields, connection: VendorConnection): Ownership => {
  const assignedBy = lastAssigner(item);
  return {
    kind: 'known',
    assignee: ownerOf(item, connection),
    asOf: timeOf(item['updated_at']) ?? 0,
    open: isOpen(item),
    ...(assignedBy === null ? {} : { assignedBy }),
  };
};

export const isOpen = (item: Fields): boolean =>
  item['open'] !== false && item['state'] !== 'closed';

const lastAssigner = (item: Fields): string | null => {
  const last = partsOf(item)
    .filter((part) => textOf(part['part_type']).includes('assign'))
    .sort((a, b) => (timeOf(a['created_at']) ?? 0) - (timeOf(b['created_at']) ?? 0))
    .at(-1);
  return last === undefined ? null : idOf(fieldsOf(last['author'])['id']);
};
