import type { VendorCommand, VendorConnection } from '@deskstream/port-vendor';
import { replyHtml } from '@deskstream/platform-text';
import type { Call } from './http';

export type SupportedCommand = Extract<VendorCommand, { kind: 'reply' | 'note' | 'unassign' }>;

export const isSupported = (command: VendorCommand): command is SupportedCommand =>
  command.kind === 'reply' || command.kind === 'note' || command.kind === 'unassign';

/** The one request that carries a command out. */
export const callOf = (command: SupportedCommand, connection: VendorConnection): Call => {
  const conversation = `/conversations/${encodeURIComponent(command.conversation)}`;
  const admin = { type: 'admin', admin_id: connection.aiTeammateId };
  switch (command.kind) {
    case 'reply':
      return {
        method: 'POST',
        path: `${conversation}/reply`,
        body: { message_type: 'comment', ...admin, body: replyHtml(command.text) },
      };
    case 'note':
      return {
        method: 'POST',
        path: `${conversation}/reply`,
        body: { message_type: 'note', ...admin, body: replyHtml(command.text) },
      };
    case 'unassign':
      return {
        method: 'POST',
        path: `${conversation}/parts`,
        body: { message_type: 'assignment', ...admin, assignee_id: '0' },
      };
  }
};

/** The whole conversation with its 500 newest parts, bodies as plain text. */
export const readCall = (conversation: string): Call => ({
  method: 'GET',
  path: `/conversations/${encodeURIComponent(conversation)}?display_as=plaintext`,
});
