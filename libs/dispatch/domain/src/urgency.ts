/** Somebody waits for these: the customer for words, the team for the conversation. */
const FIRST = new Set(['reply', 'note', 'unassign', 'assign', 'ensure-contact', 'ticket']);
/** Answers need what these tell; nobody waits for the rest. */
const SECOND = new Set(['read', 'tag', 'close']);

/** The lane of a command: 0 replies and handoff, 1 reads and marks, 2 profiles, tickets' updates and the gap finder. */
export const urgencyOf = (kind: string, { recovers = false } = {}): 0 | 1 | 2 => {
  if (FIRST.has(kind)) return 0;
  return SECOND.has(kind) && !recovers ? 1 : 2;
};
