import type { Desk } from '../desk/desk';
import type { Author, Conversation, Part } from '../desk/model';
import { plainOf } from '../desk/text';
import type { Workspace } from '../workspace';

/** A conversation as the control API and the page show it. Texts are plain; times are epoch ms. */
export interface ConversationView {
  readonly id: string;
  readonly customer: string;
  readonly state: Conversation['state'];
  readonly assignee: {
    readonly id: string;
    readonly name: string;
    readonly kind: 'ai' | 'teammate' | 'team';
  } | null;
  readonly updatedAt: number;
  readonly email: string;
  readonly tags: readonly string[];
  readonly companies: readonly string[];
  /** Of the conversation and of its customer. */
  readonly attributes: Readonly<Record<string, string | number | boolean | null>>;
  readonly messages: readonly MessageView[];
}

export interface MessageView {
  readonly id: string;
  readonly type: Part['type'] | 'source';
  readonly from: 'customer' | 'ai' | 'teammate' | 'bot';
  readonly name: string;
  readonly text: string | null;
  readonly assignedTo: string | null;
  readonly at: number;
}

export const conversationView = (desk: Desk, it: Conversation): ConversationView => ({
  id: it.id,
  customer: desk.contactOf(it).name,
  state: it.state,
  assignee: assigneeOf(desk, it),
  updatedAt: it.updatedAt,
  email: desk.contactOf(it).email,
  tags: it.tags.map(({ name }) => name),
  companies: desk.companiesOf(desk.contactOf(it)).map(({ name }) => name),
  attributes: { ...desk.contactOf(it).customAttributes, ...it.customAttributes },
  messages: [sourceView(desk, it), ...it.parts.map((part) => partView(desk, part))],
});

export const workspaceView = ({ desk, sender, access, workflows }: Workspace) => ({
  workspace: desk.config.workspace,
  appId: desk.config.appId,
  aiAdminId: desk.config.aiAdminId,
  admins: desk.admins,
  teams: desk.teams,
  tags: desk.tags(),
  webhooks: sender.subscription(),
  account: access.state(),
  rules: workflows.rules(),
});

const assigneeOf = (desk: Desk, it: Conversation): ConversationView['assignee'] => {
  if (it.adminId !== null)
    return {
      id: it.adminId,
      name: desk.admin(it.adminId)?.name ?? it.adminId,
      kind: it.adminId === desk.config.aiAdminId ? 'ai' : 'teammate',
    };
  if (it.teamId === null) return null;
  return { id: it.teamId, name: teamName(desk, it.teamId), kind: 'team' };
};

const teamName = (desk: Desk, id: string): string =>
  desk.teams.find((team) => team.id === id)?.name ?? id;

const sourceView = (desk: Desk, it: Conversation): MessageView => ({
  id: it.sourceId,
  type: 'source',
  from: fromOf(desk, it.sourceAuthor),
  name: it.sourceAuthor.name,
  text: plainOf(it.sourceBody),
  assignedTo: null,
  at: it.createdAt,
});

const partView = (desk: Desk, part: Part): MessageView => ({
  id: part.id,
  type: part.type,
  from: fromOf(desk, part.author),
  name: part.author.name,
  text: part.body === null ? null : plainOf(part.body),
  assignedTo: part.assignedTo === null ? null : assignedName(desk, part.assignedTo.id),
  at: part.at,
});

const assignedName = (desk: Desk, id: string): string => desk.admin(id)?.name ?? teamName(desk, id);

const fromOf = (desk: Desk, { type, id }: Author): MessageView['from'] => {
  if (type === 'user') return 'customer';
  if (type === 'bot') return 'bot';
  return id === desk.config.aiAdminId ? 'ai' : 'teammate';
};
