import type { CallResult, CanonicalFact, VendorCommand } from '@deskstream/port-vendor';
import { messageFacts, startedBy } from '../facts/messages';
import { ticketIdOf } from '../webhooks/event';
import { wholeMessages } from './originals';
import { paths } from './paths';
import type { Session } from './session';
import { createdAt, messagesOf, threadsOfTicket, ticketOfThread } from './threads';

type Read = Extract<VendorCommand, { kind: 'read' }>;

/** Of a ticket with more threads, the newest. */
const MAX_THREADS = 5;

interface ThreadRead {
  readonly facts: readonly CanonicalFact[];
  readonly truncated: boolean;
}

/**
 * The thread and its messages. In a ticket's log the customer's words are history: they are answered in
 * the log of the thread, and nowhere else.
 */
export const readConversation = async (session: Session, command: Read): Promise<CallResult> => {
  const ticket = ticketIdOf(command.conversation);
  const threads =
    ticket === null
      ? [command.conversation]
      : (await threadsOfTicket(session, ticket)).slice(0, MAX_THREADS);
  const reads: ThreadRead[] = [];
  for (const thread of threads) reads.push(await readThread(session, thread, command.since));
  const facts = reads.flatMap((read) => read.facts);
  return {
    kind: 'done',
    facts: (ticket === null ? facts : facts.map(asContext)).sort(oldestFirst),
    truncated: reads.some(({ truncated }) => truncated),
    ...session.budget(),
  };
};

const readThread = async (session: Session, id: string, since: number): Promise<ThreadRead> => {
  const thread = await session.read(paths.threadWithTicket(id));
  const { items, truncated } = await messagesOf(session, id);
  const recent = items.filter((message) => createdAt(message) >= since);
  const whole = await wholeMessages(session, id, recent);
  const { connection, clock } = session;
  const started = startedBy(items, connection);
  const ticket = ticketOfThread(thread);
  const telling = { thread, ticket, connection, startedBy: started, asOf: clock.now() };
  return {
    facts: whole.messages.flatMap((message) => messageFacts(telling, message)),
    truncated: truncated || whole.truncated,
  };
};

const asContext = (fact: CanonicalFact): CanonicalFact =>
  fact.type === 'CustomerWrote' ? { ...fact, data: { ...fact.data, context: true } } : fact;

const oldestFirst = (one: CanonicalFact, other: CanonicalFact): number => atOf(one) - atOf(other);

const atOf = ({ data }: CanonicalFact): number =>
  'vendorAt' in data && typeof data.vendorAt === 'number' ? data.vendorAt : 0;
