import type { EpochMs } from '@deskstream/kernel';
import type { CallResult, CanonicalFact, VendorCommand } from '@deskstream/port-vendor';
import type { Fields } from '../payload';
import { fieldsOf, timeOf } from '../payload';
import { commentFacts } from '../webhooks/comment';
import type { Telling } from '../webhooks/message';
import { messageFacts } from '../webhooks/message';
import { senderRole } from '../webhooks/people';
import { notExecuted } from './classify';
import type { Session } from './client';
import { FULL_PAGE, conversationPath } from './paths';
import { listAll } from './pages';

/** A thousand messages; a longer thread is told as truncated. */
const MAX_PAGES = 10;

/**
 * Three calls for most threads: the conversation (who owns it, or that it was merged away), its messages,
 * its comments. The facts have the identities of the webhooks'.
 */
export const readThread = async (
  session: Session,
  { conversation, since }: Extract<VendorCommand, { kind: 'read' }>,
): Promise<CallResult> => {
  const fetched = await session.get(conversationPath(conversation));
  if (fetched.kind === 'refused') return notExecuted(fetched.refusal);
  const messages = await listAll(session, {
    path: conversationPath(conversation, '/messages'),
    query: FULL_PAGE,
    maxPages: MAX_PAGES,
    isEnough: (page) => page.some((message) => createdAt(message) < since),
  });
  if (messages.kind === 'refused') return notExecuted(messages.refusal);
  const comments = await listAll(session, {
    path: conversationPath(conversation, '/comments'),
    query: '',
    maxPages: 1,
  });
  if (comments.kind === 'refused') return notExecuted(comments.refusal);
  const telling = tellingOf(session, fieldsOf(fetched.json), messages);
  const budget = comments.budget ?? messages.budget;
  return {
    kind: 'done',
    facts: factsOf(telling, messages.items, comments.items).filter(
      ({ data }) => 'vendorAt' in data && data.vendorAt >= since,
    ),
    truncated: messages.truncated,
    ...(budget === undefined ? {} : { budget }),
  };
};

/** The newest come first; of two messages of one moment the one listed later is the older one. */
const factsOf = (
  telling: Telling,
  messages: readonly Fields[],
  comments: readonly Fields[],
): readonly CanonicalFact[] =>
  [
    ...messages.toReversed().flatMap((message) => messageFacts(telling, message)),
    ...comments.toReversed().flatMap((comment) => commentFacts(telling, comment)),
  ].sort((one, other) => atOf(one) - atOf(other));

/** The oldest message tells who began, when the reading reached it. */
const tellingOf = (
  { connection, clock }: Session,
  conversation: Fields,
  { items, truncated }: { readonly items: readonly Fields[]; readonly truncated: boolean },
): Telling => {
  const telling = { conversation, connection, at: clock.now() };
  const first = truncated ? undefined : items.at(-1);
  const began = timeOf(conversation['created_at']);
  if (first === undefined || began === null || createdAt(first) > began + SLACK_MS) return telling;
  return { ...telling, startedBy: starterOf(first, telling) };
};

const SLACK_MS = 60_000;

const starterOf = (first: Fields, { connection }: Telling): 'customer' | 'teammate' | 'bot' => {
  if (first['is_inbound'] === true) return 'customer';
  const role = senderRole(fieldsOf(first['author']), undefined, connection);
  return role === 'bot' ? 'bot' : 'teammate';
};

const createdAt = (message: Fields): EpochMs => timeOf(message['created_at']) ?? 0;

const atOf = ({ data }: CanonicalFact): EpochMs => ('vendorAt' in data ? (data.vendorAt ?? 0) : 0);
