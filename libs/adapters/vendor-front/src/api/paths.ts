/** `/conversations/<id>`, whatever the id holds. */
export const conversationPath = (conversation: string, below = ''): string =>
  `/conversations/${encodeURIComponent(conversation)}${below}`;

/** The largest page of a list; events have their own. */
export const FULL_PAGE = 'limit=100';
