import type { ExecutionContext } from '@nestjs/common';
import { createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../role';

/** What the guard found out about a request. */
export interface Asking {
  readonly principal: Principal | null;
  /** Its answer must not show what customers wrote, or who they are. */
  readonly masked: boolean;
}

const NOBODY: Asking = { principal: null, masked: false };

const known = new WeakMap<object, Asking>();

export const rememberAsking = ({ raw }: FastifyRequest, asking: Asking): void =>
  void known.set(raw, asking);

export const askingOf = ({ raw }: FastifyRequest): Asking => known.get(raw) ?? NOBODY;

/**
 * Who a change is recorded for: whoever is signed in. Where nobody has to (`open`), the name that the
 * body gives as `changedBy`, else `api`.
 */
export const byOf = (request: FastifyRequest): string => {
  const { principal } = askingOf(request);
  return principal === null || principal.kind === 'open'
    ? givenIn(request.body) || 'api'
    : principal.name;
};

/** The same, as a parameter of a route. */
export const By = createParamDecorator((_: unknown, context: ExecutionContext): string =>
  byOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

const LONGEST_NAME = 200;

const givenIn = (body: unknown): string => {
  const { changedBy } = (body ?? {}) as { readonly changedBy?: unknown };
  return typeof changedBy === 'string' ? changedBy.slice(0, LONGEST_NAME) : '';
};
