import { createHash } from 'node:crypto';
import { fieldsOf, idOf } from '@deskstream/platform-payload';
import type { CallResult, VendorCommand, VendorConnection } from '@deskstream/port-vendor';
import type { Send } from './client';

export interface Session {
  readonly send: Send;
  readonly connection: VendorConnection;
}

type Kind = VendorCommand['kind'];
type Writing = { readonly path: string; readonly body: unknown };
type Ask<K extends Kind> = (
  command: Extract<VendorCommand, { kind: K }>,
  key: string,
) => Writing | null;

/** Every write is a PUT that may be repeated. */
export const perform = async (
  { send }: Session,
  command: VendorCommand,
  commandId?: string,
): Promise<CallResult> => {
  const writing = (WRITES[command.kind] as Ask<Kind>)(command, keyOf(command, commandId));
  if (writing === null)
    return {
      kind: 'rejected',
      code: 'VENDOR.UNSUPPORTED',
      status: 0,
      detail: `The web chat has no ${command.kind}; connect HubSpot for contacts and tickets.`,
    };
  const fetched = await send('PUT', `${pathOf(command.conversation)}${writing.path}`, writing.body);
  if (fetched.kind === 'refused') return fetched.refusal;
  const { id, at } = fieldsOf(fetched.json);
  const vendorMessageId = idOf(id);
  return {
    kind: 'done',
    ...(vendorMessageId === null ? {} : { vendorMessageId }),
    ...(typeof at === 'number' ? { vendorAt: at } : {}),
  };
};

/** Without a command's id, what it says is the key. */
export const keyOf = (command: VendorCommand, commandId?: string): string =>
  encodeURIComponent(
    commandId ?? createHash('sha256').update(JSON.stringify(command)).digest('hex'),
  );

export const pathOf = (conversation: string): string =>
  `/conversations/${encodeURIComponent(conversation)}`;

const messageOf =
  (visibility: 'public' | 'note') =>
  ({ text }: { readonly text: string }, key: string): Writing => ({
    path: `/messages/${key}`,
    body: { text, visibility, author: { kind: 'ai' } },
  });

const nothing = (): null => null;

const WRITES: { readonly [K in Kind]: Ask<K> } = {
  reply: messageOf('public'),
  note: messageOf('note'),
  unassign: () => ({ path: '/assignee', body: { kind: 'nobody' } }),
  assign: ({ to }) => ({ path: '/assignee', body: to }),
  tag: ({ tag }) => ({ path: `/tags/${encodeURIComponent(tag)}`, body: {} }),
  close: () => ({ path: '/status', body: { status: 'closed' } }),
  read: nothing,
  'read-profile': nothing,
  'ensure-contact': nothing,
  ticket: nothing,
  'update-ticket': nothing,
};
