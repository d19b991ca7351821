import { fieldsOf, textOf } from '../../api/fields';
import type { By, Thread, ThreadStatus } from '../model';
import { INBOXES } from '../portal/catalogue';
import { invalid, noContent, notFound, ok, refuse } from './answers';
import type { Call, Route } from './route';
import { asApp, pageOf, threadIn } from './route';
import { threadShape } from './shapes';

const BASE = '/conversations/v3/conversations/threads';
const ASSIGNEE = '/conversations/conversations/v3/threads/:thread/assignee';
const READ = ['conversations.read'];
const WRITE = ['conversations.write'];

export const threadRoutes: readonly Route[] = [
  { method: 'GET', path: BASE, kind: 'feed', scopes: READ, run: (call) => listThreads(call) },
  {
    method: 'GET',
    path: `${BASE}/:thread`,
    kind: 'read',
    scopes: READ,
    run: (call) => {
      const it = threadIn(call);
      if (it.archived !== wantsArchived(call)) return notFound();
      return ok(threadShape(it, wantsTicket(call)));
    },
  },
  {
    method: 'PATCH',
    path: `${BASE}/:thread`,
    kind: (body) => kindOfPatch(body),
    scopes: WRITE,
    run: (call) => patchThread(call),
  },
  {
    method: 'DELETE',
    path: `${BASE}/:thread`,
    kind: 'archive',
    scopes: WRITE,
    run: (call) => {
      const it = threadIn(call);
      call.portal.threads.setArchived(it, asApp(call), true);
      done(call, it, { kind: 'archive', by: asApp(call) });
      return noContent;
    },
  },
  { method: 'PUT', path: ASSIGNEE, kind: 'assign', scopes: WRITE, run: (call) => assign(call) },
  {
    method: 'DELETE',
    path: ASSIGNEE,
    kind: 'unassign',
    scopes: WRITE,
    run: (call) => {
      const it = threadIn(call);
      if (it.assignedTo !== null) call.portal.threads.assign(it, asApp(call), null);
      done(call, it, { kind: 'unassign', by: asApp(call) });
      return noContent;
    },
  },
];

const listThreads = (call: Call) => {
  const { portal, request } = call;
  const { query } = request;
  const after = query['latestMessageTimestampAfter'];
  if (after !== undefined && query['sort'] !== 'latestMessageTimestamp')
    return invalid('sort', 'latestMessageTimestampAfter needs sort=latestMessageTimestamp');
  const since = after === undefined ? -Infinity : Date.parse(after);
  if (Number.isNaN(since)) return invalid('latestMessageTimestampAfter', 'must be a date-time');
  const wanted = portal.state.threads.filter(
    (it) =>
      !it.deleted &&
      it.archived === wantsArchived(call) &&
      latestOf(it) > since &&
      isAsked(it, query),
  );
  const sorted =
    query['sort'] === 'latestMessageTimestamp'
      ? wanted.toSorted((a, b) => latestOf(a) - latestOf(b) || Number(a.id) - Number(b.id))
      : wanted;
  const { results, ...rest } = pageOf(sorted, request, { fallback: 100, most: 500 });
  return ok({ results: results.map((it) => threadShape(it, wantsTicket(call))), ...rest });
};

const isAsked = (it: Thread, query: Readonly<Record<string, string | undefined>>): boolean => {
  const facts = {
    threadStatus: it.status,
    inboxId: INBOXES[0]?.id,
    associatedContactId: it.contactId,
    associatedTicketId: it.ticketId,
  };
  return Object.entries(facts).every(
    ([name, value]) => query[name] === undefined || query[name] === value,
  );
};

const patchThread = (call: Call) => {
  const it = threadIn(call);
  const wanted = changesIn(call);
  if (it.archived && !wantsArchived(call)) return notFound();
  const by = asApp(call);
  const { threads } = call.portal;
  if (wanted.restore && it.archived) threads.setArchived(it, by, false);
  if (wanted.status !== null && wanted.status !== it.status)
    threads.setStatus(it, by, wanted.status);
  done(call, it, { kind: kindOfPatch(call.request.body), by });
  return ok(threadShape(it, false));
};

const changesIn = ({
  request,
}: Call): { readonly status: ThreadStatus | null; readonly restore: boolean } => {
  const { status = null, archived } = fieldsOf(request.body);
  if (status !== null && status !== 'OPEN' && status !== 'CLOSED')
    return refuse(invalid('status', 'status must be OPEN or CLOSED'));
  if (archived !== undefined && archived !== false)
    return refuse(invalid('archived', 'only false is allowed; use DELETE to archive'));
  return { status, restore: archived === false };
};

const assign = (call: Call) => {
  const it = threadIn(call);
  const actorId = textOf(fieldsOf(call.request.body)['actorId']);
  const { portal } = call;
  if (actorId === undefined || portal.repOf(actorId) === undefined)
    return refuse(invalid('actorId', 'actorId must be an agent actor of this account'));
  if (it.assignedTo !== actorId) portal.threads.assign(it, asApp(call), actorId);
  done(call, it, { kind: 'assign', by: { ...asApp(call), actorId } });
  return ok(threadShape(it, false));
};

const done = (
  { portal }: Call,
  it: Thread,
  { kind, by }: { readonly kind: string; readonly by: By },
): void =>
  portal.recordEffect({ conversation: it.id, kind, partId: null, adminId: by.actorId }, null);

const kindOfPatch = (body: unknown): string => {
  const { status, archived } = fieldsOf(body);
  if (status === 'CLOSED') return 'close';
  return status === undefined && archived === false ? 'restore' : 'open';
};

const latestOf = (it: Thread): number =>
  it.messages.findLast(({ type }) => type === 'MESSAGE')?.at ?? it.createdAt;

const wantsArchived = ({ request }: Call): boolean => request.query['archived'] === 'true';

const wantsTicket = ({ request }: Call): boolean => request.query['association'] === 'TICKET';
