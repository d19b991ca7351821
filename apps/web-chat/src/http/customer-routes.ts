import type { FastifyInstance } from 'fastify';
import { fieldsOf, textOf } from '@deskstream/platform-payload';
import type { RouteDeps } from '../deps';
import { MAX_TEXT } from '../max-text';
import { issueToken } from '../session-token';
import { record } from '../store/chat-store';
import type { Happening, Recorded } from '../store/chat-store';
import type { OfWorkspace } from './access';
import { connectionFor, customerOf } from './access';
import { HttpProblem, noSuchChat } from './problem';
import { stream } from './stream';

/** Tabs and devices of one customer, on one replica. */
const MAX_STREAMS = 20;

/** What the widget calls. A session is a signed token; its chat begins with the first message. */
export const customerRoutes = (server: FastifyInstance, deps: RouteDeps): void => {
  const { clock, newId, store } = deps;
  server.options('/v1/*', (_request, reply) => reply.code(204).send());
  server.post<{ Params: OfWorkspace }>('/v1/:workspace/sessions', (request) => {
    const connection = connectionFor(deps, request.params.workspace);
    if (!deps.sessionLimit.admits(request.ip))
      throw new HttpProblem(429, 'WEB_CHAT.TOO_MANY', 'Too many new chats. Wait a minute.');
    return { token: issueToken(connection, newId(), clock.now()) };
  });
  server.post('/v1/:workspace/messages', async (request) => {
    const ref = customerOf(deps, request);
    const recorded = await record(
      store,
      ref,
      messageOf(request.body, ref.conversation, clock.now()),
    );
    deps.telemetry.count('deskstream.web_chat.messages', 1, { from: 'customer' });
    return { seq: told(recorded).seq };
  });
  server.post('/v1/:workspace/contact', async (request) => {
    const ref = customerOf(deps, request);
    const email = textOf(fieldsOf(request.body)['email']).trim();
    if (email.length > 254 || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
      throw new HttpProblem(422, 'WEB_CHAT.EMAIL', 'That is no email address.');
    const at = clock.now();
    const key = `email:${email}`;
    const happening = { key, topic: 'contact.identified', at, change: { email } } as const;
    return { seq: told(await record(store, ref, happening)).seq };
  });
  server.get('/v1/:workspace/events', (request, reply) => {
    const ref = customerOf(deps, request);
    if (deps.changes.watching(ref) >= MAX_STREAMS)
      throw new HttpProblem(429, 'WEB_CHAT.TOO_MANY', 'This chat is open in too many places.');
    return stream(deps, ref, request, reply);
  });
};

const messageOf = (body: unknown, conversation: string, at: number): Happening => {
  const { id, text } = fieldsOf(body);
  const clean = textOf(text).replaceAll('\u0000', '').toWellFormed().trim();
  if (!/^[\w-]{8,64}$/.test(textOf(id)))
    throw new HttpProblem(422, 'WEB_CHAT.MESSAGE_ID', 'id: 8 to 64 letters, digits, "-" or "_".');
  if (clean === '' || clean.length > MAX_TEXT)
    throw new HttpProblem(422, 'WEB_CHAT.TEXT', `text: 1 to ${MAX_TEXT} characters.`);
  return {
    key: `customer:${textOf(id)}`,
    topic: 'message.created',
    at,
    change: { status: 'open' },
    message: {
      author: { kind: 'customer', id: conversation },
      visibility: 'public',
      text: clean,
    },
  };
};

const told = (recorded: Recorded | 'TOO_MANY' | null): Recorded => {
  if (recorded === 'TOO_MANY')
    throw new HttpProblem(429, 'WEB_CHAT.TOO_MANY', 'Too many messages. Wait a little.');
  if (recorded === null) throw noSuchChat();
  return recorded;
};
