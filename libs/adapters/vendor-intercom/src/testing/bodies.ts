import type { VendorCommand } from '@deskstream/port-vendor';
import { AI, NOW } from './connected-intercom';

export const part = (fields: Record<string, unknown>) => ({
  type: 'conversation_part',
  part_type: 'comment',
  author: { type: 'admin', id: AI },
  created_at: NOW / 1000,
  ...fields,
});

export const conversation = (parts: readonly unknown[], fields: Record<string, unknown> = {}) => ({
  type: 'conversation',
  id: '7',
  updated_at: NOW / 1000,
  admin_assignee_id: Number(AI),
  team_assignee_id: null,
  open: true,
  state: 'open',
  conversation_parts: { conversation_parts: parts },
  ...fields,
});

export const reply = {
  kind: 'reply',
  conversation: '7',
  text: 'Hello there',
} as const satisfies VendorCommand;
export const note = {
  kind: 'note',
  conversation: '7',
  text: 'Hello there',
} as const satisfies VendorCommand;
export const unassign = { kind: 'unassign', conversation: '7' } as const satisfies VendorCommand;

/** `GET /tags` */
export const TAGS = { type: 'list', data: [{ type: 'tag', id: '9', name: 'VIP' }] };

/** One of each kind, and of each way. */
export const commands: readonly VendorCommand[] = [
  { kind: 'reply', conversation: '7', text: 'Hello' },
  { kind: 'note', conversation: '7', text: 'Hello' },
  { kind: 'unassign', conversation: '7' },
  { kind: 'assign', conversation: '7', to: { kind: 'teammate', id: '5' } },
  { kind: 'assign', conversation: '7', to: { kind: 'team', id: '6' } },
  { kind: 'tag', conversation: '7', tag: 'vip' },
  { kind: 'tag', conversation: '7', tag: 'not there' },
  { kind: 'close', conversation: '7' },
  { kind: 'read', conversation: '7', since: 0 },
  { kind: 'read-profile', conversation: '7', contactId: 'c1', companies: 'all' },
  { kind: 'ensure-contact', conversation: '7', email: 'new@example.com', name: 'New' },
];
