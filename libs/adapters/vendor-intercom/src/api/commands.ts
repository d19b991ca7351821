import type { ApiCall } from '@deskstream/platform-http';
import type { VendorCommand, VendorConnection } from '@deskstream/port-vendor';
import { replyHtml } from '@deskstream/platform-text';

type Kind = VendorCommand['kind'];
type Command<K extends Kind> = Extract<VendorCommand, { kind: K }>;

export const conversationPath = (conversation: string): string =>
  `/conversations/${encodeURIComponent(conversation)}`;

/** The whole conversation with its 500 newest parts, bodies as plain text. */
export const readPath = (conversation: string): string =>
  `${conversationPath(conversation)}?display_as=plaintext`;

export const contactPath = (contact: string): string => `/contacts/${encodeURIComponent(contact)}`;

export const wordsCall = (
  { kind, conversation, text }: Command<'reply' | 'note'>,
  connection: VendorConnection,
): ApiCall => ({
  method: 'POST',
  path: `${conversationPath(conversation)}/reply`,
  body: {
    message_type: kind === 'note' ? 'note' : 'comment',
    type: 'admin',
    admin_id: connection.aiTeammateId,
    body: replyHtml(text),
  },
});

/** `type` says what the assignee is; `"0"` is nobody, whatever the type. */
export const assignCall = (
  command: Command<'assign' | 'unassign'>,
  { aiTeammateId }: VendorConnection,
): ApiCall => {
  const to = command.kind === 'assign' ? command.to : null;
  return partCall(command.conversation, {
    message_type: 'assignment',
    type: to?.kind === 'team' ? 'team' : 'admin',
    admin_id: aiTeammateId,
    assignee_id: to?.id ?? '0',
  });
};

export const closeCall = (
  { conversation }: Command<'close'>,
  { aiTeammateId }: VendorConnection,
): ApiCall =>
  partCall(conversation, { message_type: 'close', type: 'admin', admin_id: aiTeammateId });

const partCall = (conversation: string, body: Readonly<Record<string, string>>): ApiCall => ({
  method: 'POST',
  path: `${conversationPath(conversation)}/parts`,
  body,
});
