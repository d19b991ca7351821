import type { EpochMs } from '@deskstream/kernel';
import type { CallResult, ReadBack, VendorCommand } from '@deskstream/port-vendor';
import { contactIdOf } from '../actors';
import type { Fields } from '../payload';
import { fieldsOf, idOf, listOf, textOf, timeOf } from '../payload';
import { paths } from './paths';
import type { Session } from './session';
import { CallEnded } from './session';
import { ensureTagProperty, TAGS } from './tags';
import { listAll, ticketOfThread } from './threads';

type Ticket = Extract<VendorCommand, { kind: 'ticket' }>;
type UpdateTicket = Extract<VendorCommand, { kind: 'update-ticket' }>;

/** `HUBSPOT_DEFINED` association types that start at a ticket. */
const TO_CONTACT = 16;
const TO_THREAD = 32;

/** Longest value of a property. */
const MAX_TEXT = 65_536;

/** The ticket and what it is tied to, in one request: half of it cannot fail (S045–S047). */
export const createTicket = async (session: Session, command: Ticket): Promise<CallResult> => {
  if (command.tag !== undefined) await ensureTagProperty(session, 'tickets');
  const stage = await firstStage(session);
  const made = await session.write('POST', paths.tickets, {
    properties: { ...propertiesOf(command), ...stage },
    associations: associationsOf(command),
  });
  return { kind: 'done', ...standingAs(made), ...session.budget() };
};

/** News go below what is there; a person may have written there as well. */
export const updateTicket = async (
  session: Session,
  command: UpdateTicket,
): Promise<CallResult> => {
  const { ticketId, content } = command;
  const standing = await contentOf(session, ticketId);
  if (!standing.includes(content)) {
    const properties = { content: fitting(`${standing}\n\n${content}`.trim()) };
    await session.write('PATCH', paths.patchTicket(ticketId), { properties });
  }
  return { kind: 'done', vendorMessageId: ticketId, ...session.budget() };
};

export const updateStands = async (session: Session, command: UpdateTicket): Promise<boolean> =>
  (await contentOf(session, command.ticketId)).includes(command.content);

/**
 * The thread's ticket, else one of the contact's: associations are read from where they stand. The search,
 * whose index lags, is not asked (vendors/hubspot.md §5, Limits).
 */
export const findTicket = async (
  session: Session,
  command: Ticket,
  notBefore: EpochMs,
): Promise<ReadBack> => {
  for (const id of await candidates(session, command)) {
    const ticket = await session.find(paths.ticket(id, 'subject', 'createdate'));
    if (ticket !== null && isTheOne(ticket, command, notBefore))
      return { kind: 'found', ...standingAs(ticket) };
  }
  return { kind: 'absent' };
};

const candidates = async (session: Session, command: Ticket): Promise<readonly string[]> => {
  const thread = isThread(command.conversation)
    ? await session.find(paths.threadWithTicket(command.conversation))
    : null;
  const linked = thread === null ? null : ticketOfThread(thread);
  const contact = command.contactId;
  const ofContact =
    contact === undefined
      ? []
      : (await listAll(session, paths.ticketsOf(contactIdOf(contact)), 1)).items.flatMap(
          (one) => idOf(one['toObjectId']) ?? [],
        );
  const newest = [...new Set(ofContact)].sort((one, other) => Number(other) - Number(one));
  return [...(linked === null ? [] : [linked]), ...newest.slice(0, 10)];
};

const isTheOne = (ticket: Fields, { subject }: Ticket, notBefore: EpochMs): boolean =>
  textOf(fieldsOf(ticket['properties'])['subject']) === subject &&
  (timeOf(ticket['createdAt']) ?? 0) >= notBefore;

const propertiesOf = ({ subject, content, ownerId, tag }: Ticket) => ({
  subject,
  content: fitting(content),
  ...(ownerId === undefined || ownerId === '' ? {} : { hubspot_owner_id: ownerId }),
  ...(tag === undefined || tag === '' ? {} : { [TAGS]: tag }),
});

const associationsOf = ({ conversation, contactId }: Ticket) => [
  ...(contactId === undefined ? [] : [association(contactIdOf(contactId), TO_CONTACT)]),
  ...(isThread(conversation) ? [association(conversation, TO_THREAD)] : []),
];

/** The ids of threads are numbers; a web chat, whose ticket this may be, has none here. */
const isThread = (conversation: string): boolean => /^\d+$/.test(conversation);

const association = (id: string, associationTypeId: number) => ({
  to: { id },
  types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }],
});

/** First pipeline of the account, first stage of it. */
const firstStage = async (session: Session) => {
  const { results } = await session.read(paths.ticketPipelines);
  const pipeline = firstOf(results);
  const stage = firstOf(pipeline?.['stages']);
  const ids = [idOf(pipeline?.['id']), idOf(stage?.['id'])];
  const [hs_pipeline, hs_pipeline_stage] = ids;
  if (!hs_pipeline || !hs_pipeline_stage) throw new CallEnded(NO_PIPELINE);
  return { hs_pipeline, hs_pipeline_stage };
};

const firstOf = (values: unknown): Fields | undefined =>
  listOf(values)
    .map(fieldsOf)
    .filter(({ archived }) => archived !== true)
    .sort((one, other) => Number(one['displayOrder'] ?? 0) - Number(other['displayOrder'] ?? 0))[0];

const contentOf = async (session: Session, ticketId: string): Promise<string> => {
  const { properties } = await session.read(paths.ticket(ticketId, 'content'));
  return textOf(fieldsOf(properties)['content']);
};

const standingAs = (ticket: Fields) => {
  const id = idOf(ticket['id']);
  const at = timeOf(ticket['createdAt']);
  return {
    ...(id === null ? {} : { vendorMessageId: id }),
    ...(at === null ? {} : { vendorAt: at }),
  };
};

/** The newest of a text that is too long. */
const fitting = (text: string): string =>
  text.length <= MAX_TEXT ? text : `…${text.slice(1 - MAX_TEXT)}`.toWellFormed();

const NO_PIPELINE = {
  kind: 'rejected' as const,
  code: 'HUBSPOT.NO_PIPELINE',
  status: 0,
  detail: 'The account has no ticket pipeline with a stage; make one in HubSpot.',
};
