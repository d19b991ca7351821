import type { Conversation, ConversationEvent } from '../index';

/** Throws when a decision does what must never be done, whatever came before. */
export const forbid = (state: Conversation, event: ConversationEvent): void => {
  const broken = RULES[event.type]?.(state, event);
  if (broken !== undefined && broken !== null)
    throw new Error(`${event.type}: ${broken}; state ${JSON.stringify(state)}`);
};

type Rule = (state: Conversation, event: ConversationEvent) => string | null;

const unless = (ok: boolean, broken: string): string | null => (ok ? null : broken);

/** Visible to the customer, so never while a person owns the conversation. */
const visible: Rule = (state) =>
  unless(
    state.withPerson === null &&
      state.assignee?.kind !== 'teammate' &&
      state.assignee?.kind !== 'team',
    'a visible act while a person owns the conversation',
  );

const RULES: { readonly [type: string]: Rule } = {
  ReplyRequested: (state, event) =>
    visible(state, event) ??
    unless(state.reply === null && state.handoff === null, 'a second reply, or one in a handoff'),
  HandoffMessageRequested: visible,
  ArchiveRequested: visible,
  UnassignRequested: (state) =>
    unless(state.withPerson === null, 'a person would be unassigned by us'),
  ReasoningRequested: (state) => unless(state.run === null && state.reply === null, 'a second run'),
  TimerSet: (state, event) =>
    unless(
      event.type !== 'TimerSet' || !(event.data.name in state.timers),
      'a second timer of one name',
    ),
  HandoffRequested: (state) => unless(state.handoff === null, 'a second handoff'),
  ReadRequested: (state) => unless(state.reading === null, 'a second read'),
};
