import type { EpochMs } from '@deskstream/kernel';
import type { Admin, Author, Contact, Conversation, Part, Tag } from './model';
import { plainOf } from './text';

type Json = Record<string, unknown>;

export interface ShapeOptions {
  /** Dates of `statistics` are ISO strings in webhooks and seconds in answers (vendors/intercom.md §2). */
  readonly dates: 'iso' | 'seconds';
  readonly parts: readonly Part[] | 'none';
  readonly plaintext?: boolean;
}

/** The REST conversation, which is also `data.item` of a webhook. */
export const conversationShape = (
  it: Conversation,
  contact: Contact,
  options: ShapeOptions,
): Json => ({
  type: 'conversation',
  id: it.id,
  created_at: seconds(it.createdAt),
  updated_at: seconds(it.updatedAt),
  waiting_since: waitingSince(it),
  snoozed_until: it.snoozedUntil === null ? null : seconds(it.snoozedUntil),
  source: sourceShape(it, options.plaintext ?? false),
  contacts: {
    type: 'contact.list',
    contacts: [{ type: 'contact', id: contact.id, external_id: `user-${contact.id.slice(-4)}` }],
  },
  first_contact_reply: firstContactReply(it),
  admin_assignee_id: numberOrNull(it.adminId),
  team_assignee_id: numberOrNull(it.teamId),
  open: it.state !== 'closed',
  state: it.state,
  read: false,
  tags: { type: 'tag.list', tags: it.tags.map(appliedTag) },
  priority: 'not_priority',
  sla_applied: null,
  statistics: statisticsShape(it, options.dates),
  conversation_rating: null,
  teammates: {
    type: 'admin.list',
    admins: it.adminId === null ? [] : [{ type: 'admin', id: it.adminId }],
  },
  title: '',
  custom_attributes: { 'Has attachments': false, 'Copilot used': false, ...it.customAttributes },
  topics: { type: 'topic.list', topics: [], total_count: 0 },
  ticket: null,
  linked_objects: { type: 'list', data: [], total_count: 0, has_more: false },
  ai_agent: null,
  ai_agent_participated: false,
  ...(options.parts === 'none' ? {} : partList(options.parts, options.plaintext ?? false)),
});

const firstContactReply = (it: Conversation): Json | null =>
  it.sourceAuthor.type === 'user'
    ? { created_at: seconds(it.createdAt), type: 'conversation', url: PAGE }
    : null;

const numberOrNull = (id: string | null): number | null => (id === null ? null : Number(id));

export const adminShape = (admin: Admin): Json => ({
  type: 'admin',
  id: admin.id,
  name: admin.name,
  email: admin.email,
  job_title: 'Support',
  away_mode_enabled: false,
  away_mode_reassign: false,
  away_status_reason_id: null,
  has_inbox_seat: true,
  team_ids: [],
  avatar: null,
});

export const contactShape = (contact: Contact, appId: string): Json => ({
  type: 'contact',
  id: contact.id,
  workspace_id: appId,
  external_id: `user-${contact.id.slice(-4)}`,
  role: 'user',
  email: contact.email,
  phone: null,
  name: contact.name,
  created_at: seconds(contact.createdAt),
  updated_at: seconds(contact.updatedAt ?? contact.createdAt),
  signed_up_at: seconds(contact.createdAt),
  custom_attributes: contact.customAttributes ?? {},
});

export const seconds = (at: EpochMs): number => Math.floor(at / 1000);

const PAGE = 'https://app.example.com/';

const partList = (parts: readonly Part[], plaintext: boolean): Json => ({
  conversation_parts: {
    type: 'conversation_part.list',
    conversation_parts: parts.map((part) => partShape(part, plaintext)),
    total_count: parts.length,
  },
});

const partShape = (part: Part, plaintext: boolean): Json => ({
  type: 'conversation_part',
  id: part.id,
  part_type: part.type,
  body: part.body !== null && plaintext ? plainOf(part.body) : part.body,
  created_at: seconds(part.at),
  updated_at: seconds(part.updatedAt),
  notified_at: seconds(part.at),
  assigned_to: part.assignedTo,
  author: { ...authorShape(part.author), from_ai_agent: false, is_ai_answer: false },
  attachments: [],
  external_id: null,
  redacted: part.redacted,
  metadata: {},
  email_message_metadata: null,
  state: part.state,
  tags: [],
  event_details: {},
  app_package_code: null,
});

const authorShape = ({ type, id, name, email }: Author): Json => ({ type, id, name, email });

const sourceShape = (it: Conversation, plaintext: boolean): Json => ({
  type: 'conversation',
  id: it.sourceId,
  delivered_as: it.sourceAuthor.type === 'user' ? 'customer_initiated' : 'admin_initiated',
  subject: '',
  body: plaintext ? plainOf(it.sourceBody) : it.sourceBody,
  author: authorShape(it.sourceAuthor),
  attachments: [],
  url: PAGE,
  redacted: false,
});

const appliedTag = ({ id, name, at, by }: Tag): Json => ({
  type: 'tag',
  id,
  name,
  applied_at: seconds(at),
  applied_by: { type: 'admin', id: by },
});

const spoken = (part: Part, type: Author['type']): boolean =>
  part.author.type === type && part.body !== null && part.type !== 'note';

const waitingSince = (it: Conversation): number | null => {
  const answered = it.parts.findLastIndex((part) => spoken(part, 'admin'));
  if (answered < 0) return it.sourceAuthor.type === 'user' ? seconds(it.createdAt) : null;
  const asked = it.parts.slice(answered + 1).find((part) => spoken(part, 'user'));
  return asked ? seconds(asked.at) : null;
};

const timesOf = (parts: readonly Part[]): readonly EpochMs[] => parts.map(({ at }) => at);

const dateIn = (dates: ShapeOptions['dates'], at: EpochMs | undefined): string | number | null => {
  if (at === undefined) return null;
  return dates === 'iso' ? new Date(seconds(at) * 1000).toISOString() : seconds(at);
};

const statisticsShape = (it: Conversation, dates: ShapeOptions['dates']): Json => {
  const of = (type: Part['type']) => it.parts.filter((part) => part.type === type);
  const first = (times: readonly EpochMs[]) => dateIn(dates, times[0]);
  const last = (times: readonly EpochMs[]) => dateIn(dates, times.at(-1));
  const assignments = timesOf(of('assignment'));
  const closes = timesOf(of('close'));
  const replies = timesOf(it.parts.filter((part) => spoken(part, 'admin')));
  const contactReplies = [
    ...(it.sourceAuthor.type === 'user' ? [it.createdAt] : []),
    ...timesOf(it.parts.filter((part) => spoken(part, 'user'))),
  ];
  return {
    type: 'conversation_statistics',
    time_to_assignment: null,
    time_to_admin_reply: null,
    time_to_first_close: null,
    time_to_last_close: null,
    median_time_to_reply: null,
    first_contact_reply_at: first(contactReplies),
    first_assignment_at: first(assignments),
    first_admin_reply_at: first(replies),
    first_close_at: first(closes),
    last_assignment_at: last(assignments),
    last_assignment_admin_reply_at: null,
    last_contact_reply_at: last(contactReplies),
    last_admin_reply_at: last(replies),
    last_close_at: last(closes),
    last_closed_by_id: null,
    count_reopens: of('open').length,
    count_assignments: assignments.length,
    count_conversation_parts: it.parts.length,
    assigned_team_first_response_time: [],
    assigned_team_first_response_time_in_office_hours: [],
    handling_time: null,
  };
};
