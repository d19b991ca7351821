import type { Clock } from '@deskstream/kernel';
import type { Desk } from '../desk/desk';
import { uuidOf } from '../desk/random';
import { adminShape, contactShape } from '../desk/shapes';
import type { ApiAnswer, ApiRequest } from './answers';
import { failed, notFound, ok } from './answers';
import { createRateLimit } from './rate-limit';
import { readConversation, searchConversations } from './reading';
import {
  actOnConversation,
  replyTo,
  setAttributes,
  tagConversation,
  untagConversation,
} from './writing';

/** Kind of a request, as fault rules and the effects record name it. */
export interface ApiCall {
  readonly kind: string;
  readonly conversation: string | null;
  execute(): ApiAnswer;
}

export interface IntercomApi {
  /** Recognises the request; nothing happens before `execute`, which runs at most one effect. */
  call(request: ApiRequest): ApiCall;
  /** Adds `request_id` to errors, and the rate-limit headers. */
  finish(answer: ApiAnswer): ApiAnswer;
}

/** The vendor's API over one desk, without HTTP: the caller decides whether the answer arrives. */
export const createIntercomApi = (desk: Desk, clock: Clock): IntercomApi => {
  const limit = createRateLimit(desk.config.requestsPerSlice ?? 1667, clock);
  let answered = 0;
  return {
    call: (request) => {
      const { kind, conversation, run } = route(desk, clock, request);
      const execute = () => {
        const refusal = unauthorised(desk, request) ?? limit.take();
        return refusal ?? run();
      };
      return { kind, conversation, execute };
    },
    finish: ({ status, headers, body }) => {
      answered += 1;
      const id = uuidOf(desk.config.appId, 'request', answered);
      return {
        status,
        headers: { ...limit.headers(), 'x-request-id': id, ...headers },
        body: status < 400 ? body : { ...(body as object), request_id: id },
      };
    },
  };
};

interface Route {
  readonly kind: string;
  readonly conversation: string | null;
  run(): ApiAnswer;
}

const unauthorised = (desk: Desk, { headers }: ApiRequest): ApiAnswer | null =>
  headers['authorization'] === `Bearer ${desk.config.accessToken}`
    ? null
    : failed(401, 'unauthorized', 'Access Token Invalid');

const route = (desk: Desk, clock: Clock, request: ApiRequest): Route => {
  const segments = request.path.split('/').slice(1).map(decodeURIComponent);
  const segment = (nth: number): string => segments[nth] ?? '';
  const id = segment(1);
  if (request.method === 'POST' && request.path === '/conversations/search')
    return {
      kind: 'search',
      conversation: null,
      run: () => searchConversations(desk, request.body),
    };
  if (segment(0) === 'conversations' && id !== '')
    return conversationRoute({ desk, clock, request }, id, segment(2), segment(3));
  const run = plainRoutes(desk, id)[`${request.method} ${segment(0)}`];
  return run === undefined
    ? { kind: 'unknown', conversation: null, run: () => notFound('Route') }
    : { kind: segment(0), conversation: null, run };
};

const plainRoutes = (desk: Desk, id: string): Readonly<Record<string, () => ApiAnswer>> => ({
  'GET me': () => ok(meShape(desk)),
  'GET admins': () =>
    id === '' ? ok({ type: 'admin.list', admins: desk.admins.map(adminShape) }) : admin(desk, id),
  'GET teams': () => ok({ type: 'team.list', teams: desk.teams.map(teamShape) }),
  'GET contacts': () => contact(desk, id),
  'GET articles': () =>
    ok({
      type: 'list',
      pages: { type: 'pages', page: 1, per_page: 25, total_pages: 0 },
      total_count: 0,
      data: [],
    }),
});

interface Context {
  readonly desk: Desk;
  readonly clock: Clock;
  readonly request: ApiRequest;
}

const conversationRoute = (
  { desk, clock, request }: Context,
  id: string,
  verb: string,
  last: string,
): Route => {
  const { method, body, query } = request;
  const found = desk.find(id);
  const on = (kind: string, work: (it: NonNullable<typeof found>) => ApiAnswer): Route => ({
    kind,
    conversation: id,
    run: () => (found ? work(found) : notFound()),
  });
  switch (`${method} ${verb}`) {
    case 'GET ':
      return on('read', (it) =>
        ok(readConversation(desk, it, query['display_as'] === 'plaintext')),
      );
    case 'PUT ':
      return on('attributes', (it) => setAttributes({ desk, clock, it }, body));
    case 'POST reply':
      return on(replyKind(body), (it) => replyTo({ desk, clock, it }, body));
    case 'POST parts':
      return on(partKind(body), (it) => actOnConversation({ desk, clock, it }, body));
    case 'POST tags':
      return on('tag', (it) => tagConversation({ desk, clock, it }, body));
    case 'DELETE tags':
      return on('untag', (it) => untagConversation({ desk, clock, it }, last, body));
  }
  return on('unknown', () => notFound('Route'));
};

const messageType = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'message_type' in body
    ? body.message_type
    : undefined;

const replyKind = (body: unknown): string => (messageType(body) === 'note' ? 'note' : 'reply');

const KINDS: Readonly<Record<string, string>> = { close: 'close', open: 'open', snoozed: 'snooze' };

const partKind = (body: unknown): string => {
  const type = messageType(body);
  if (type !== 'assignment') return KINDS[String(type)] ?? 'unknown';
  return String((body as { assignee_id?: unknown }).assignee_id) === '0' ? 'unassign' : 'assign';
};

const meShape = (desk: Desk) => ({
  ...adminShape(desk.admins[0] ?? { id: '0', name: '', email: '' }),
  avatar: { type: 'avatar', image_url: null },
  email_verified: true,
  app: {
    type: 'app',
    id_code: desk.config.appId,
    name: desk.config.workspace,
    region: 'US',
    timezone: 'Etc/UTC',
    created_at: 1_700_000_000,
    identity_verification: false,
  },
});

const admin = (desk: Desk, id: string): ApiAnswer => {
  const found = desk.admin(id);
  return found ? ok(adminShape(found)) : notFound('Admin');
};

const contact = (desk: Desk, id: string): ApiAnswer => {
  const found = desk.contact(id);
  return found ? ok(contactShape(found, desk.config.appId)) : notFound('User');
};

const teamShape = ({ id, name }: { readonly id: string; readonly name: string }) => ({
  type: 'team',
  id,
  name,
  admin_ids: [],
});
