import type { EpochMs } from '@deskstream/kernel';
import type { CanonicalFact, VendorConnection } from '@deskstream/port-vendor';
import { bodyText } from '@deskstream/platform-text';
import type { Fields } from '../payload';
import { fieldsOf, idOf, textOf, timeOf } from '../payload';
import { attachmentsOf, withPlaceholders } from './attachments';
import { assigneeOf, assignmentSnapshot } from './assignment';
import { channelOf, contactOf, nameOf, roleOf, startedBy } from './people';

/** What all facts of one notification share. */
export interface Telling {
  readonly item: Fields;
  readonly connection: VendorConnection;
  /** The notification's own time. */
  readonly at: EpochMs;
}

interface Said {
  readonly id: string;
  readonly identity: string;
  readonly fields: Fields;
  readonly at: EpochMs;
  readonly isNote: boolean;
}

/** Opening comes before the words, assignment and closing after them. */
export const partFacts = (telling: Telling, part: Fields): readonly CanonicalFact[] => {
  const id = idOf(part['id']);
  if (id === null) return [];
  const partType = textOf(part['part_type']);
  const at = timeOf(part['created_at']) ?? telling.at;
  const isNote = partType.startsWith('note');
  const said = message(telling, { id, identity: `part:${id}`, fields: part, at, isNote });
  const by = byOf(part);
  return [
    ...(reopens(partType) ? [reopened(id, by, at)] : []),
    ...said,
    ...(assigns(partType) ? [assigned(telling, part, { id, by, at })] : []),
    ...(closes(partType) ? [closed(id, by, at)] : []),
  ];
};

/** The first message has no part; its text is in `source`. */
export const sourceFacts = (telling: Telling): readonly CanonicalFact[] => {
  const source = fieldsOf(telling.item['source']);
  const id = idOf(source['id']);
  if (id === null) return [];
  const at = timeOf(telling.item['created_at']) ?? telling.at;
  return message(telling, { id, identity: `source:${id}`, fields: source, at, isNote: false });
};

export const redactions = (telling: Telling, parts: readonly Fields[]): readonly CanonicalFact[] =>
  [...parts, fieldsOf(telling.item['source'])].flatMap((fields) => {
    const id = idOf(fields['id']);
    if (id === null || fields['redacted'] !== true) return [];
    const vendorAt = timeOf(fields['updated_at']) ?? telling.at;
    return [
      { type: 'MessageRedacted', identity: `redacted:${id}`, data: { messageId: id, vendorAt } },
    ];
  });

const message = (telling: Telling, said: Said): readonly CanonicalFact[] => {
  if (said.fields['redacted'] === true) return [];
  const text = withPlaceholders(bodyText(textOf(said.fields['body'])), said.fields);
  if (text === '') return [];
  const author = fieldsOf(said.fields['author']);
  const base = {
    messageId: said.id,
    text,
    author: { id: idOf(author['id']) ?? 'unknown', ...nameOf(author) },
    vendorAt: said.at,
  };
  const { identity } = said;
  const role = roleOf(author, telling);
  if (said.isNote || role === 'teammate') {
    const byAi = base.author.id === telling.connection.aiTeammateId;
    const visibility = said.isNote ? 'note' : 'public';
    return [{ type: 'TeammateWrote', identity, data: { ...base, visibility, byAi } }];
  }
  if (role === 'bot') return [{ type: 'BotWrote', identity, data: base }];
  return [
    { type: 'CustomerWrote', identity, data: { ...base, ...customerContext(telling, said) } },
  ];
};

const customerContext = ({ item, connection }: Telling, said: Said) => {
  const snapshot = assignmentSnapshot(item, connection);
  const contact = contactOf(fieldsOf(said.fields['author']), item);
  return {
    channel: channelOf(item),
    startedBy: startedBy(item),
    attachments: attachmentsOf(said.fields),
    ...(snapshot === null ? {} : { ownership: snapshot }),
    ...(contact === null ? {} : { contact }),
  };
};

type By = { readonly id: string; readonly name?: string } | undefined;

const byOf = (part: Fields): By => {
  const author = fieldsOf(part['author']);
  const id = idOf(author['id']);
  return id === null ? undefined : { id, ...nameOf(author) };
};

/** Workflows and assignment rules act as the Operator, a bot. */
const isMachine = (part: Fields): boolean => fieldsOf(part['author'])['type'] === 'bot';

const reopens = (partType: string): boolean =>
  partType === 'open' || partType.endsWith('_and_reopen');
const closes = (partType: string): boolean => partType === 'close';
/** `assignment`, `assign_and_unsnooze`, `default_assignment`, `away_mode_assignment` … */
export const assigns = (partType: string): boolean => /(^|_)assign(ment)?(_|$)/.test(partType);

const withBy = (by: By, vendorAt: EpochMs) => (by === undefined ? { vendorAt } : { by, vendorAt });

const reopened = (id: string, by: By, at: EpochMs): CanonicalFact => ({
  type: 'ConversationReopened',
  identity: `reopened:${id}`,
  data: withBy(by, at),
});

const closed = (id: string, by: By, at: EpochMs): CanonicalFact => ({
  type: 'ConversationClosed',
  identity: `closed:${id}`,
  data: withBy(by, at),
});

const assigned = (
  { item, connection }: Telling,
  part: Fields,
  { id, by, at }: { readonly id: string; readonly by: By; readonly at: EpochMs },
): CanonicalFact => ({
  type: 'ConversationAssigned',
  identity: `assigned:${id}`,
  data: {
    assignee: assigneeOf(part, item, connection),
    ...(isMachine(part) ? { automatic: true } : {}),
    ...withBy(by, at),
  },
});
