import type { EpochMs } from '@deskstream/kernel';
import type { CanonicalFact, VendorConnection } from '@deskstream/port-vendor';
import { assigneeOf, kindOf } from '../actors';
import type { Fields } from '../payload';
import { idOf, textOf, timeOf } from '../payload';
import { assigned, statusChanged } from './changes';
import { channelOf } from './channel';
import { authorOf, byOf, contactOf, isOurs } from './people';
import { attachmentsOf, messageText } from './text';

/** What all messages of one reading share. */
export interface Telling {
  readonly thread: Fields;
  /** Ticket that the thread belongs to. */
  readonly ticket: string | null;
  readonly connection: VendorConnection;
  readonly startedBy: 'customer' | 'teammate' | 'bot';
  /** When the thread was read: the owner is of then. */
  readonly asOf: EpochMs;
}

/** Unknown types say nothing; new ones may come at any time (vendors/hubspot.md §5, Reading). */
export const messageFacts = (telling: Telling, message: Fields): readonly CanonicalFact[] => {
  const at = timeOf(message['createdAt']);
  const id = idOf(message['id']);
  if (at === null || id === null || message['archived'] === true) return [];
  return FACTS.get(textOf(message['type']))?.(telling, { message, id, at }) ?? [];
};

interface Told {
  readonly message: Fields;
  readonly id: string;
  readonly at: EpochMs;
}

type FactsOf = (telling: Telling, told: Told) => readonly CanonicalFact[];

const said: FactsOf = (telling, told) => {
  const { message } = told;
  if (writtenBy(message, telling.connection) === 'customer') return customerWrote(telling, told);
  const words = wordsOf(told);
  if (words === null) return [];
  const byAi = isOurs(message, telling.connection);
  if (!byAi && kindOf(words.data.author.id) === 'machine') return [{ type: 'BotWrote', ...words }];
  const data = { ...words.data, visibility: 'public' as const, byAi, ...aboutTicket(telling) };
  return [{ type: 'TeammateWrote', identity: words.identity, data }];
};

/** Never told to the customer, whoever wrote it (S050). */
const commented: FactsOf = (telling, told) => {
  const words = wordsOf(told);
  if (words === null) return [];
  const byAi = isOurs(told.message, telling.connection);
  const data = { ...words.data, visibility: 'note' as const, byAi, ...aboutTicket(telling) };
  return [{ type: 'TeammateWrote', identity: words.identity, data }];
};

const aboutTicket = ({ ticket }: Telling): { readonly ticket?: string } =>
  ticket === null ? {} : { ticket };

const welcomed: FactsOf = (_telling, told) => {
  const words = wordsOf(told);
  return words === null ? [] : [{ type: 'BotWrote', ...words }];
};

const customerWrote: FactsOf = ({ thread, connection, startedBy, asOf }, told) => {
  const words = wordsOf(told);
  if (words === null) return [];
  const { message } = told;
  const data = {
    ...words.data,
    channel: channelOf(message, thread),
    startedBy,
    attachments: attachmentsOf(message),
    ownership: { assignee: assigneeOf(idOf(thread['assignedTo']), connection), asOf },
    ...contactOf(message, idOf(thread['associatedContactId'])),
  };
  return [{ type: 'CustomerWrote', identity: words.identity, data }];
};

const wordsOf = ({ message, id, at }: Told) => {
  const text = messageText(message);
  if (text === '') return null;
  const data = { messageId: id, text, author: authorOf(message), vendorAt: at };
  return { identity: `message:${id}`, data };
};

/** The direction tells; without it the author does. */
const writtenBy = (message: Fields, connection: VendorConnection): 'customer' | 'us' => {
  if (isOurs(message, connection) || message['direction'] === 'OUTGOING') return 'us';
  if (message['direction'] === 'INCOMING') return 'customer';
  return kindOf(authorOf(message).id) === 'customer' ? 'customer' : 'us';
};

/** The system's actor stands for workflows and routing. */
const changedBy = (message: Fields): Parameters<typeof assigned>[3] => {
  const by = byOf(message);
  return by.by?.id.startsWith('S-') === true ? { ...by, automatic: true } : by;
};

const FACTS: ReadonlyMap<string, FactsOf> = new Map<string, FactsOf>([
  ['MESSAGE', said],
  ['COMMENT', commented],
  ['WELCOME_MESSAGE', welcomed],
  [
    'ASSIGNMENT',
    ({ connection }, { message, at }) => [
      assigned(textOf(message['assignedTo']), at, connection, changedBy(message)),
    ],
  ],
  [
    'THREAD_STATUS_CHANGE',
    (_telling, { message, at }) => statusChanged(textOf(message['newStatus']), at, byOf(message)),
  ],
]);

/** Who wrote the thread's first message; the greeting of a chat is none. */
export const startedBy = (
  messages: readonly Fields[],
  connection: VendorConnection,
): Telling['startedBy'] => {
  const [first] = messages
    .filter(({ type }) => type === 'MESSAGE')
    .sort((one, other) => (timeOf(one['createdAt']) ?? 0) - (timeOf(other['createdAt']) ?? 0));
  if (first === undefined || writtenBy(first, connection) === 'customer') return 'customer';
  return kindOf(authorOf(first).id) === 'machine' ? 'bot' : 'teammate';
};
