import type { ApiCall } from '@deskstream/platform-http';
import type { VendorConnection } from '@deskstream/port-vendor';
import { replyHtml } from '@deskstream/platform-text';
import { conversationPath } from './paths';

interface Wording {
  readonly conversation: string;
  readonly text: string;
}

/** A reply archives the conversation unless it says not to (vendors/front.md §1). */
export const replyCall = (
  { conversation, text }: Wording,
  { aiTeammateId }: VendorConnection,
): ApiCall => ({
  method: 'POST',
  path: conversationPath(conversation, '/messages'),
  body: { author_id: aiTeammateId, body: replyHtml(text), text, options: { archive: false } },
});

export const noteCall = (
  { conversation, text }: Wording,
  { aiTeammateId }: VendorConnection,
): ApiCall => ({
  method: 'POST',
  path: conversationPath(conversation, '/comments'),
  body: { author_id: aiTeammateId, body: text },
});

export const assigneeCall = (conversation: string, teammate: string | null): ApiCall => ({
  method: 'PUT',
  path: conversationPath(conversation, '/assignee'),
  body: { assignee_id: teammate },
});

/** Hands to a team: into its inbox, and away from whoever had it, in one write. */
export const moveCall = (conversation: string, inbox: string): ApiCall => ({
  method: 'PATCH',
  path: conversationPath(conversation),
  body: { inbox_id: inbox, assignee_id: null },
});

/** With ticketing a conversation ends by one of the company's statuses. */
export const closeCall = (conversation: string, resolvedStatus: string | null): ApiCall => ({
  method: 'PATCH',
  path: conversationPath(conversation),
  body: resolvedStatus === null ? { status: 'archived' } : { status_id: resolvedStatus },
});
