/** Who has a web chat. */
export type ChatAssignee =
  { readonly kind: 'ai' | 'nobody' } | { readonly kind: 'teammate' | 'team'; readonly id: string };

export interface ChatMessage {
  readonly id: string;
  readonly author: {
    readonly kind: 'customer' | 'ai' | 'teammate';
    readonly id: string;
    readonly name?: string;
  };
  readonly visibility: 'public' | 'note';
  readonly text: string;
  /** The ticket that a teammate answered on; the answer came from there. */
  readonly ticket?: string;
  /** Milliseconds. */
  readonly at: number;
}

/**
 * What happened in a web chat: the body of a webhook, and of each item when a thread is read. `id` names the
 * occurrence and stays the same however often it is told.
 */
export interface ChatEvent {
  readonly id: string;
  readonly topic: (typeof chatTopics)[number];
  readonly workspace: string;
  readonly conversation: string;
  /** Milliseconds. */
  readonly at: number;
  readonly assignee: ChatAssignee;
  readonly contact: { readonly id: string; readonly name?: string; readonly email?: string };
  /** Of `message.created`. */
  readonly message?: ChatMessage;
}

export const chatTopics = [
  'message.created',
  'conversation.assigned',
  'conversation.closed',
  'conversation.reopened',
  'contact.identified',
] as const;
