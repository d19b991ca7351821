import type { Assignee } from '@deskstream/conversation-domain';
import type { EpochMs } from '@deskstream/kernel';
import type { VendorConnection } from '@deskstream/port-vendor';
import type { Fields } from '../payload';
import { fieldsOf, idOf, timeOf } from '../payload';

/** Who owns the conversation as the item tells it; `null` when the item does not tell. */
export const assignmentSnapshot = (
  item: Fields,
  connection: VendorConnection,
): { readonly assignee: Assignee; readonly asOf: EpochMs } | null => {
  const asOf = timeOf(item['updated_at']);
  if (asOf === null || !('admin_assignee_id' in item)) return null;
  return { assignee: ownerOf(item, connection), asOf };
};

/** A teammate goes before a team; id `0` is nobody. */
export const ownerOf = (item: Fields, connection: VendorConnection): Assignee => {
  const admin = realId(item['admin_assignee_id']);
  if (admin !== null) return adminOf(admin, connection);
  const team = realId(item['team_assignee_id']);
  return team === null ? { kind: 'nobody' } : { kind: 'team', id: team };
};

/**
 * Target of an assignment part: a team, an admin, one of the nobody forms, or null, which means
 * "nobody" as well as "as before"; the item tells which.
 */
export const assigneeOf = (part: Fields, item: Fields, connection: VendorConnection): Assignee => {
  if (part['assigned_to'] === null || part['assigned_to'] === undefined)
    return ownerOf(item, connection);
  const target = fieldsOf(part['assigned_to']);
  const id = realId(target['id']);
  if (id === null || target['type'] === 'nobody_admin') return { kind: 'nobody' };
  return target['type'] === 'team' ? { kind: 'team', id } : adminOf(id, connection);
};

const adminOf = (id: string, connection: VendorConnection): Assignee => ({
  kind: id === connection.aiTeammateId ? 'ai' : 'teammate',
  id,
});

const realId = (value: unknown): string | null => {
  const id = idOf(value);
  return id === '0' ? null : id;
};
