import type { FastifyRequest } from 'fastify';
import type { Principal } from '../role';
import type { Act } from '../stores/acts';

const PREFIX = '/api/v1';

/** How a request is recorded: by ids and reasons, never by what it holds. */
export const actOf = (
  request: Pick<FastifyRequest, 'method' | 'routeOptions' | 'ip' | 'params' | 'body' | 'query'>,
  { kind, id, name, role }: Principal,
  outcome: Act['outcome'],
): Act & { readonly method: string } => {
  const { method, routeOptions, ip, body, query } = request;
  const path = (routeOptions.url ?? '').replace(PREFIX, '');
  return {
    method,
    ...{ kind, principal: id, name, role },
    route: `${method} ${path}`,
    about: [...aboutOf(request), ...(isOfAccess(path) ? changedIn(body) : [])].join(' '),
    reason: textOf(body, 'reason') || textOf(query, 'reason'),
    address: ip,
    outcome,
  };
};

/** The names in the path; of a route for many, the ids in the body. */
const aboutOf = ({ params, body }: Pick<FastifyRequest, 'params' | 'body'>): readonly string[] => {
  const inPath = Object.values(params ?? {}).map(String);
  if (inPath.length > 0) return inPath;
  const { ids, sessions } = (body ?? {}) as { ids?: unknown; sessions?: unknown };
  const many = ids ?? sessions;
  return Array.isArray(many) ? many.filter((each) => typeof each === 'string') : [];
};

const isOfAccess = (path: string): boolean => /^\/access\/(users|tokens)\b/.test(path);

/** Whom it makes what; never a password. */
const changedIn = (body: unknown): readonly string[] =>
  ['email', 'name', 'role', 'disabled', 'days'].flatMap((field) => {
    const value = (body as Readonly<Record<string, unknown>> | null | undefined)?.[field];
    return ['string', 'boolean', 'number'].includes(typeof value)
      ? [`${field}=${String(value)}`]
      : [];
  });

const textOf = (given: unknown, field: string): string => {
  const value = (given as Readonly<Record<string, unknown>> | null | undefined)?.[field];
  return typeof value === 'string' ? value : '';
};
