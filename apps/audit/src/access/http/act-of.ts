import type { FastifyRequest } from 'fastify';
import type { Principal } from '../role';
import type { Act } from '../stores/acts';

const PREFIX = '/api/v1';

/** How a request is recorded: by ids and reasons, never by what it holds. */
export const actOf = (
  request: FastifyRequest,
  { kind, id, name, role }: Principal,
  outcome: Act['outcome'],
): Act & { readonly method: string } => {
  const { method, routeOptions, ip } = request;
  const path = (routeOptions.url ?? '').replace(PREFIX, '');
  return {
    method,
    ...{ kind, principal: id, name, role },
    route: `${method} ${path}`,
    about: aboutOf(request),
    reason: textOf(request.body, 'reason'),
    address: ip,
    outcome,
  };
};

/** The names in the path; of a route for many, the ids in the body. */
const aboutOf = ({ params, body }: FastifyRequest): string => {
  const inPath = Object.values(params ?? {}).join(' ');
  if (inPath !== '') return inPath;
  const { ids, sessions } = (body ?? {}) as { ids?: unknown; sessions?: unknown };
  const many = ids ?? sessions;
  return Array.isArray(many) ? many.filter((each) => typeof each === 'string').join(' ') : '';
};

const textOf = (body: unknown, field: string): string => {
  const value = (body as Readonly<Record<string, unknown>> | null | undefined)?.[field];
  return typeof value === 'string' ? value : '';
};
