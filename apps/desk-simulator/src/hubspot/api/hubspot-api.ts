import type { Clock } from '@deskstream/kernel';
import { uuidOf } from '../../desk/random';
import type { Limits } from '../model';
import type { WebhookSettings } from '../delivery/subscriptions';
import type { Portal } from '../portal/portal';
import { accountRoutes, TOKEN_INFO } from './account-api';
import type { ApiAnswer, ApiRequest } from './answers';
import { bearerOf, failed, missingScopes, notFound, Refusal, unauthenticated } from './answers';
import { associationRoutes } from './associations-api';
import { crmRoutes } from './crm-api';
import { inboxRoutes } from './inbox-api';
import { messageRoutes } from './messages-api';
import { propertyRoutes } from './properties-api';
import type { RateLimits } from './rate-limits';
import { createRateLimits } from './rate-limits';
import type { Route } from './route';
import { threadRoutes } from './threads-api';
import { webhookRoutes } from './webhooks-api';

/** A request understood, not yet executed: the caller may lose its answer, or never run it. */
export interface HubspotCall {
  readonly kind: string;
  readonly conversation: string | null;
  execute(): ApiAnswer;
}

/** The API of one portal, apart from HTTP. */
export interface HubspotApi {
  call(request: ApiRequest): HubspotCall;
  /** Adds what every answer carries: limits in the headers, a correlation id in an error. */
  finish(answer: ApiAnswer, kind: string): ApiAnswer;
}

export const createHubspotApi = (
  portal: Portal,
  webhooks: WebhookSettings,
  clock: Clock,
): HubspotApi => {
  const limits: Limits = portal.settings.limits;
  const rates = createRateLimits(limits, clock);
  let answers = 0;
  return {
    call: (request) => {
      const match = matchOf(request);
      if (match === null)
        return {
          kind: 'other',
          conversation: null,
          execute: () => refusalOf(portal, request, { rates }) ?? notFound(),
        };
      const { route, path } = match;
      return {
        kind: typeof route.kind === 'function' ? route.kind(request.body) : route.kind,
        conversation: path['thread'] ?? threadOfTicket(portal, route, path),
        execute: () =>
          refusalOf(portal, request, { route, rates }) ??
          guarded(() => route.run({ portal, webhooks, request, path })),
      };
    },
    finish: (answer, kind) => {
      answers += 1;
      const id = uuidOf(portal.settings.portalId, 'answer', answers);
      return {
        ...answer,
        headers: { ...(kind === 'search' ? {} : rates.headers()), ...answer.headers },
        body: isError(answer) ? { ...answer.body, correlationId: id, requestId: id } : answer.body,
      };
    },
  };
};

const refusalOf = (
  portal: Portal,
  request: ApiRequest,
  { route, rates }: { readonly route?: Route; readonly rates: RateLimits },
): ApiAnswer | null =>
  strangerOf(portal, request) ??
  rates.take(route?.search ?? false) ??
  ungrantedOf(portal, route?.scopes ?? []);

const strangerOf = ({ settings, state }: Portal, request: ApiRequest): ApiAnswer | null => {
  const known = request.path === TOKEN_INFO || bearerOf(request) === settings.accessToken;
  if (!known || state.app.state === 'inactive') return unauthenticated;
  return state.app.state === 'user-removed'
    ? failed(403, 'USER_DOES_NOT_HAVE_PERMISSIONS', 'The user of this app left the account.')
    : null;
};

const ungrantedOf = ({ state }: Portal, needed: readonly string[]): ApiAnswer | null =>
  needed.length === 0 || needed.some((scope) => state.app.scopes.includes(scope))
    ? null
    : missingScopes(needed);

const guarded = (work: () => ApiAnswer): ApiAnswer => {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
};

const isError = (answer: ApiAnswer): answer is ApiAnswer & { readonly body: object } =>
  answer.status >= 400 && typeof answer.body === 'object' && answer.body !== null;

const threadOfTicket = (
  portal: Portal,
  route: Route,
  path: Readonly<Record<string, string>>,
): string | null => {
  if (route.path !== '/crm/v3/objects/tickets/:id') return null;
  const ticket = portal.crm.find('tickets', path['id'] ?? '');
  return ticket ? portal.crm.conversationOf(ticket) : null;
};

const ROUTES = [
  ...threadRoutes,
  ...messageRoutes,
  ...inboxRoutes,
  ...accountRoutes,
  ...crmRoutes,
  ...associationRoutes,
  ...propertyRoutes,
  ...webhookRoutes,
].map((route) => ({ route, segments: route.path.split('/') }));

/** A literal segment wins over a name in its place: `search` is no contact. */
const matchOf = ({ method, path }: ApiRequest) => {
  const asked = path.split('/');
  const [best] = ROUTES.filter(
    ({ route, segments }) =>
      route.method === method &&
      segments.length === asked.length &&
      segments.every((segment, index) => segment.startsWith(':') || segment === asked[index]),
  ).toSorted((a, b) => names(a.segments).length - names(b.segments).length);
  if (best === undefined) return null;
  const path_ = best.segments.flatMap((segment, index) =>
    segment.startsWith(':') ? [[segment.slice(1), decodeURIComponent(asked[index] ?? '')]] : [],
  );
  return { route: best.route, path: Object.fromEntries(path_) as Record<string, string> };
};

const names = (segments: readonly string[]): readonly string[] =>
  segments.filter((segment) => segment.startsWith(':'));
