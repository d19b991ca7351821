import type { Clock } from '@deskstream/kernel';
import type { Adopted } from './adopt';
import type {
  Action,
  Admin,
  Author,
  Contact,
  Conversation,
  DeskState,
  Effect,
  Part,
  WorkspaceConfig,
} from './model';
import { createCustomers } from './customers';
import { createDirectory } from './directory';
import { createNews } from './news';
import { createParts } from './parts';
import type { NewPart } from './parts';
import { sha256 } from './random';
import { adminsOf, authorOf, OPERATOR, TEAMS } from './staff';
import { htmlOf } from './text';

export interface DeskOptions {
  readonly config: WorkspaceConfig;
  readonly clock: Clock;
  readonly seed: string | number;
  /** From an earlier run. Its ids are not used again. */
  readonly state?: DeskState;
  /** First number of conversation, part and contact ids. Default 100001. */
  readonly firstId?: number;
}

export type Assignee = { readonly type: 'admin' | 'team'; readonly id: string } | null;

/**
 * One workspace of the stand-in Intercom: synchronous, without I/O. Each action returns the
 * notifications Intercom would send and hands them to the subscribers as well.
 */
export type Desk = ReturnType<typeof createDesk>;

export const createDesk = ({
  config,
  clock,
  seed,
  state: given,
  firstId = 100_001,
}: DeskOptions) => {
  const state: DeskState = given ?? {
    nextId: firstId,
    conversations: [],
    contacts: [],
    effects: [],
  };
  const byId = new Map(state.conversations.map((each) => [each.id, each]));
  const admins = adminsOf(config);
  const nextId = () => String((state.nextId += 1));
  const { contact, contactOf, newContact } = createCustomers({
    state,
    config,
    clock,
    seed,
    nextId,
  });
  const { tell, subscribe, notification, done } = createNews({ config, clock, seed, contactOf });
  const find = (id: string): Conversation | undefined => {
    const found = byId.get(id);
    return found?.deleted ? undefined : found;
  };
  const append = (it: Conversation, draft: NewPart): Part => {
    const at = clock.now();
    const part: Part = {
      assignedTo: null,
      ...draft,
      id: nextId(),
      at,
      updatedAt: at,
      state: it.state,
      redacted: false,
    };
    it.parts.push(part);
    it.updatedAt = at;
    return part;
  };
  const parts = createParts({ append, done });
  const start = (contact: Contact, author: Author, text: string): Conversation => {
    const at = clock.now();
    const id = nextId();
    const it: Conversation = {
      id,
      sourceId: `s${id}`,
      contactId: contact.id,
      sourceBody: htmlOf(text),
      sourceAuthor: author,
      createdAt: at,
      updatedAt: at,
      state: 'open',
      snoozedUntil: null,
      adminId: null,
      teamId: null,
      parts: [],
      tags: [],
      customAttributes: {},
      deleted: false,
    };
    state.conversations.push(it);
    byId.set(id, it);
    return it;
  };
  return {
    config,
    state,
    admins,
    teams: config.teams ?? TEAMS,
    find,
    contactOf,
    contact,
    conversations: (): readonly Conversation[] =>
      state.conversations.filter(({ deleted }) => !deleted),
    effects: (): readonly Effect[] => state.effects,
    subscribe,
    admin: (id: string): Admin | undefined => admins.find((each) => each.id === id),
    authorOf: (adminId: string): Author => authorOf(admins, adminId),
    operator: OPERATOR,
    ...parts,
    ...createDirectory({ state, config, clock, seed, nextId, tell }),

    /** A customer starts a conversation; a workflow then gives it to the AI when so configured. */
    customerStarts: (text: string, customer?: string): Action => {
      const contact = newContact(customer);
      const it = start(contact, contact, text);
      const created = done(it, null, ['conversation.user.created']);
      if (config.assignNewTo === 'nobody') return created;
      const assigned = parts.assign(it, OPERATOR, { type: 'admin', id: config.aiAdminId });
      return { ...created, notifications: [...created.notifications, ...assigned.notifications] };
    },
    /** Takes a conversation over that a webhook of the vendor told of, so that it can be answered here. */
    adopt: ({ conversation, contact }: Adopted): Conversation => {
      const known = byId.get(conversation.id);
      if (known) return known;
      if (!state.contacts.some(({ id }) => id === contact.id)) state.contacts.push(contact);
      state.conversations.push(conversation);
      byId.set(conversation.id, conversation);
      return conversation;
    },
    /** A teammate writes first. */
    teammateStarts: (adminId: string, text: string, customer?: string): Action => {
      const it = start(newContact(customer), authorOf(admins, adminId), text);
      return done(it, null, ['conversation.admin.single.created']);
    },
    customerReplies: (it: Conversation, text: string): Action =>
      parts.customerReply(it, contactOf(it), text),
    /** Operator's chatter, which is not an answer. */
    botSays: (it: Conversation, type: NewPart['type'], text: string | null): Action =>
      done(it, append(it, { type, author: OPERATOR, body: text === null ? null : htmlOf(text) }), [
        'conversation.operator.replied',
      ]),
    remove: (it: Conversation): Action => {
      it.deleted = true;
      const deleted = {
        ...notification(it, 'conversation.deleted', null),
        item: { type: 'conversation', conversation_id: it.id },
      };
      const action = { conversation: it, part: null, notifications: [deleted] };
      tell(action);
      return action;
    },
    /** Writes down what the API was asked to do and did. */
    recordEffect: (
      effect: Omit<Effect, 'workspace' | 'at' | 'bodyHash'>,
      body: string | null,
    ): void => {
      const bodyHash = body === null ? null : sha256(body);
      state.effects.push({ ...effect, workspace: config.workspace, bodyHash, at: clock.now() });
    },
  };
};
