import type { ApiAnswer } from '../../api/answers';
import type { FrontCompany } from '../company/company';
import type { Access } from './access';
import { missing } from './answers';
import type { FrontRequest } from './answers';
import type { Knowledge } from './knowledge';
import { createRateLimit } from './rate-limit';
import type { Context, Route } from './route';
import { ROUTES } from './routes';

/** A recognised request. `kind` is what fault rules and effects call it. */
export interface FrontCall {
  readonly kind: string;
  readonly conversation: string | null;
  /** Has at most one effect. `unseen`: a reply is accepted, and nobody will ever see it. */
  execute(how?: { readonly unseen: boolean }): ApiAnswer;
}

export interface FrontApi {
  /** Nothing happens before `execute`. */
  call(request: FrontRequest): FrontCall;
  /** Adds the rate-limit headers. */
  finish(answer: ApiAnswer): ApiAnswer;
}

/** The vendor's API over one company, without HTTP: the caller decides whether the answer arrives. */
export const createFrontApi = (
  company: FrontCompany,
  knowledge: Knowledge,
  access: Access,
): FrontApi => {
  const { config, clock } = company.store;
  const limit = createRateLimit(config.requestsPerMinute ?? 100, clock);
  return {
    call: (request) => {
      const found = routeOf(request);
      const conversation = found?.params['cnv'] ?? null;
      const kind = found?.route.kindOf?.(request.body) ?? found?.route.kind ?? 'unknown';
      return {
        kind,
        conversation,
        execute: ({ unseen } = { unseen: false }) => {
          const needs = found?.route ?? { scope: null };
          const authorization = request.headers['authorization'];
          const refusal =
            access.check(authorization, needs) ??
            limit.take(resourceOf(found?.route, conversation));
          if (refusal) return refusal;
          if (!found) return missing(`route "${request.path}"`);
          const context: Context = { company, knowledge, request, params: found.params, unseen };
          return found.route.run(context);
        },
      };
    },
    finish: ({ status, headers, body }) => ({
      status,
      headers: { ...limit.headers(), ...(status === 429 ? EXHAUSTED : {}), ...headers },
      body,
    }),
  };
};

const EXHAUSTED = { 'x-ratelimit-remaining': '0' };

interface Found {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

const routeOf = ({ method, path }: FrontRequest): Found | null => {
  const segments = path.split('/').slice(1).map(decoded);
  for (const route of ROUTES) {
    const params = route.method === method ? paramsOf(route.path, segments) : null;
    if (params) return { route, params };
  }
  return null;
};

/** A malformed escape is not a fault of ours: it names nothing that exists. */
const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

const paramsOf = (
  pattern: string,
  segments: readonly string[],
): Readonly<Record<string, string>> | null => {
  const expected = pattern.split('/').slice(1);
  if (expected.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [index, name] of expected.entries()) {
    const segment = segments[index] ?? '';
    if (name.startsWith(':')) params[name.slice(1)] = segment;
    else if (name !== segment) return null;
  }
  return params;
};

/** Changes of a conversation count together, and its tags count together. */
const resourceOf = (route: Route | undefined, conversation: string | null): string | null =>
  route?.limited === undefined || conversation === null ? null : `${conversation}/${route.limited}`;
