import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ChatAssignee, ChatMessage } from '@deskstream/adapter-vendor-web-chat';
import { fieldsOf, idOf, textOf } from '@deskstream/platform-payload';
import type { VendorConnection } from '@deskstream/port-vendor';
import type { RouteDeps } from '../deps';
import type { ChatRef, Happening } from '../store/chat-store';
import { record } from '../store/chat-store';
import { addTag, changedBetween, eventByKey, eventsAfter, PAGE, readChat } from '../store/reading';
import type { OfWorkspace } from './access';
import { admitDesk } from './access';
import { HttpProblem, noSuchChat } from './problem';

interface Params extends OfWorkspace {
  readonly id: string;
  readonly key: string;
}

/** What the adapter calls, and whoever speaks for a teammate. Every write may be repeated. */
export const deskRoutes = (server: FastifyInstance, deps: RouteDeps): void => {
  const { store } = deps;
  const base = '/api/:workspace/conversations';
  server.get('/api/:workspace/me', (request) => ({
    workspace: admitDesk(deps, request).workspace,
  }));
  server.get(base, async (request) => {
    const { workspace } = admitDesk(deps, request);
    const { since, until } = fieldsOf(request.query);
    const range = { since: numberOf(since, 0), until: numberOf(until, Number.MAX_SAFE_INTEGER) };
    const conversations = await changedBetween(store, workspace, range);
    return { conversations, truncated: conversations.length === PAGE };
  });
  server.get(`${base}/:id`, async (request) => {
    const chat = await readChat(store, admitted(deps, request).ref);
    if (chat === null) throw noSuchChat();
    const { assignee, status } = chat;
    return { assignee, status, asOf: deps.clock.now() };
  });
  server.get(`${base}/:id/events`, async (request) => {
    const { ref } = admitted(deps, request);
    if ((await readChat(store, ref)) === null) throw noSuchChat();
    const at = numberOf(fieldsOf(request.query)['since'], 0);
    const events = await eventsAfter(store, ref, { seq: 0, at });
    return { events: events.map(({ event }) => event), truncated: events.length === PAGE };
  });
  server.get(`${base}/:id/messages/:key`, async (request) => {
    const { ref, params } = admitted(deps, request);
    const found = await eventByKey(store, ref, `desk:${params.key}`);
    if (found === null) throw noSuchChat();
    return { id: found.event.id, at: found.event.at };
  });
  server.put(`${base}/:id/messages/:key`, (request) => {
    const { params, connection } = admitted(deps, request);
    const message = messageOf(request.body, connection);
    return happen(deps, request, { key: `desk:${params.key}`, topic: 'message.created', message });
  });
  server.put(`${base}/:id/assignee`, async (request) => {
    const { ref } = admitted(deps, request);
    const assignee = assigneeOf(request.body);
    const chat = await readChat(store, ref);
    if (chat !== null && isSame(chat.assignee, assignee)) return {};
    const key = `assigned:${String(chat?.assignedAt)}:${JSON.stringify(assignee)}`;
    return happen(deps, request, { key, topic: 'conversation.assigned', change: { assignee } });
  });
  server.put(`${base}/:id/status`, async (request) => {
    const { ref } = admitted(deps, request);
    const closes = fieldsOf(request.body)['status'] === 'closed';
    const status = closes ? 'closed' : 'open';
    const chat = await readChat(store, ref);
    if (chat?.status === status) return {};
    const topic = closes ? 'conversation.closed' : 'conversation.reopened';
    return happen(deps, request, { key: `${status}:${deps.newId()}`, topic, change: { status } });
  });
  server.put<{ Params: Params & { readonly tag: string } }>(
    `${base}/:id/tags/:tag`,
    async (request) => {
      const { ref } = admitted(deps, request);
      if (!(await addTag(store, ref, request.params.tag))) throw noSuchChat();
      return {};
    },
  );
};

const admitted = (deps: RouteDeps, request: FastifyRequest) => {
  const connection = admitDesk(deps, request);
  const params = request.params as Params;
  const ref: ChatRef = { workspace: params.workspace, conversation: params.id };
  return { connection, params, ref };
};

const happen = async (
  deps: RouteDeps,
  request: FastifyRequest,
  happening: Omit<Happening, 'at'>,
) => {
  const { ref } = admitted(deps, request);
  const recorded = await record(deps.store, ref, { ...happening, at: deps.clock.now() });
  if (recorded === null || recorded === 'TOO_MANY') throw noSuchChat();
  return { id: recorded.event.id, at: recorded.event.at };
};

const messageOf = (
  body: unknown,
  { aiTeammateId }: VendorConnection,
): Happening['message'] & {} => {
  const fields = fieldsOf(body);
  const author = fieldsOf(fields['author']);
  const text = textOf(fields['text']).replaceAll('\u0000', '');
  if (text.trim() === '') throw new HttpProblem(422, 'WEB_CHAT.TEXT', 'text: nothing to say.');
  const visibility = fields['visibility'] === 'public' ? 'public' : 'note';
  return { author: authorOf(author, aiTeammateId), visibility, text };
};

const authorOf = (author: ReturnType<typeof fieldsOf>, ai: string): ChatMessage['author'] => {
  if (author['kind'] === 'ai') return { kind: 'ai', id: ai };
  const name = textOf(author['name']);
  const id = idOf(author['id']) ?? 'unknown';
  return { kind: 'teammate', id, ...(name === '' ? {} : { name }) };
};

const assigneeOf = (body: unknown): ChatAssignee => {
  const { kind, id } = fieldsOf(body);
  if (kind === 'ai' || kind === 'nobody') return { kind };
  if (kind === 'teammate' || kind === 'team') return { kind, id: idOf(id) ?? 'unknown' };
  throw new HttpProblem(422, 'WEB_CHAT.ASSIGNEE', 'kind: ai, nobody, teammate or team.');
};

const isSame = (one: ChatAssignee, other: ChatAssignee): boolean =>
  one.kind === other.kind && idOfAssignee(one) === idOfAssignee(other);

const idOfAssignee = (assignee: ChatAssignee): string => ('id' in assignee ? assignee.id : '');

const numberOf = (value: unknown, otherwise: number): number => {
  const number = Number(value);
  return value === undefined || Number.isNaN(number) ? otherwise : number;
};
