import type { Clock } from '@deskstream/kernel';
import type { Desk } from '../desk/desk';
import { uuidOf } from '../desk/random';
import type { Access } from './access';
import { createAccess } from './access';
import type { ApiAnswer, ApiRequest } from './answers';
import { notFound, ok } from './answers';
import { directoryRoute } from './directory';
import type { HelpCenter } from './help-center';
import { createHelpCenter } from './help-center';
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
export const createIntercomApi = (
  desk: Desk,
  clock: Clock,
  access: Access = createAccess(desk.config),
  helpCenter: HelpCenter = createHelpCenter(),
): IntercomApi => {
  const limit = createRateLimit(desk.config.requestsPerSlice ?? 1667, clock);
  let answered = 0;
  return {
    call: (request) => {
      const { kind, conversation, run } = route({ desk, clock, request, helpCenter }, access);
      const execute = () => {
        const refusal = access.refusal(request) ?? limit.take();
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

const route = (
  { desk, clock, request, helpCenter }: Context & { readonly helpCenter: HelpCenter },
  access: Access,
): Route => {
  const [first, id = '', verb = '', last = ''] = request.path
    .split('/')
    .slice(1)
    .map(decodeURIComponent);
  if (request.method === 'POST' && request.path === '/conversations/search')
    return {
      kind: 'search',
      conversation: null,
      run: () => searchConversations(desk, request.body),
    };
  return first === 'conversations' && id !== ''
    ? conversationRoute({ desk, clock, request }, id, verb, last)
    : directoryRoute(desk, access, request, helpCenter);
};

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
