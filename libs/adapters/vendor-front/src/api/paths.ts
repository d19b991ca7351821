/** `/conversations/<id>`, whatever the id holds. */
export const conversationPath = (conversation: string, below = ''): string =>
  `/conversations/${encodeURIComponent(conversation)}${below}`;

/** The largest page of a list; events have their own. */
export const FULL_PAGE = 'limit=100';

/** Ids and aliases (`alt:email:a@b.example`); a segment may hold `:` and `@` as they are. */
export const contactPath = (contact: string): string =>
  `/contacts/${encodeURIComponent(contact).replaceAll('%3A', ':').replaceAll('%40', '@')}`;
