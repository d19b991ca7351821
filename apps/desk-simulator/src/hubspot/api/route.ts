import type { By, CrmObject, ObjectType, Thread } from '../model';
import type { Portal } from '../portal/portal';
import type { WebhookSettings } from '../delivery/subscriptions';
import type { ApiAnswer, ApiRequest } from './answers';
import { notFound, refuse } from './answers';

/** One request at work. `path` holds the values of the route's `:names`. */
export interface Call {
  readonly portal: Portal;
  readonly webhooks: WebhookSettings;
  readonly request: ApiRequest;
  readonly path: Readonly<Record<string, string>>;
}

export interface Route {
  readonly method: string;
  /** `/crm/v3/owners/:owner`. */
  readonly path: string;
  /** What fault rules and effects call it; the body decides where it must (MESSAGE or COMMENT). */
  readonly kind: string | ((body: unknown) => string);
  /** Any one of these suffices. Empty: no scope is asked for. */
  readonly scopes: readonly string[];
  readonly search?: boolean;
  readonly run: (call: Call) => ApiAnswer;
}

export const threadIn = ({ portal, path }: Call): Thread =>
  portal.find(path['thread'] ?? '') ?? refuse(notFound());

export const objectIn = ({ portal, path, request }: Call, type: ObjectType): CrmObject =>
  portal.crm.find(type, path['id'] ?? '', request.query['idProperty']) ?? refuse(notFound());

/** In whose name the API acts: an agent for what customers see, the app itself for the rest. */
export const asApp = ({ portal }: Call): By => ({
  actorId: `I-${portal.settings.appId}`,
  source: 'api',
});

export const listIn = (text: string | undefined): readonly string[] =>
  (text ?? '').split(',').filter((each) => each !== '');

/** `after` is an offset, hidden as the vendor hides it. */
export const pageOf = <T>(
  items: readonly T[],
  { query }: ApiRequest,
  { fallback, most }: { readonly fallback: number; readonly most: number },
): { readonly results: readonly T[]; readonly paging?: { readonly next: object } } => {
  const from = query['after'] === undefined ? 0 : offsetIn(query['after']);
  const limit = Math.min(Math.max(Number(query['limit'] ?? fallback) || fallback, 1), most);
  const results = items.slice(from, from + limit);
  if (from + limit >= items.length) return { results };
  const after = Buffer.from(String(from + limit)).toString('base64');
  return { results, paging: { next: { after, link: `?after=${encodeURIComponent(after)}` } } };
};

const offsetIn = (after: string): number =>
  Math.max(0, Number(Buffer.from(decodeURIComponent(after), 'base64').toString()) || 0);
