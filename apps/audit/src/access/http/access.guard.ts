import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { AuditAccess } from '../../http/audit-access';
import { ProblemException } from '../../http/problem.exception';
import type { Access } from '../access';
import type { Principal, Role } from '../role';
import { mayAs } from '../role';
import { changes, isLoopbackHost, isSameOrigin } from '../same-origin';
import { actOf } from './act-of';
import { rememberAsking } from './asking';
import { credentialsOf } from './credentials';
import { NEEDS, UNMASKED } from './needs';

/** Lets a request pass to its route, or refuses it; and records it. A route that says nothing is for admins. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(AuditAccess) private readonly audit: AuditAccess,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const needed = this.told<Role | 'everybody'>(NEEDS, context) ?? 'admin';
    const unmasked = this.told<boolean>(UNMASKED, context) === true;
    const { access } = this.audit.parts;
    refuseForeign(request, access);
    const principal = await access.recognise(credentialsOf(request));
    rememberAsking(request, { principal, masked: principal?.role === 'viewer' && !unmasked });
    if (needed === 'everybody') return true;
    if (principal === null) throw notSignedIn();
    const outcome = mayAs(principal.role, needed) ? 'allowed' : 'refused';
    await record(access, actOf(request, principal, outcome), { look: !unmasked });
    if (outcome === 'refused') throw notAllowed(principal, needed);
    return true;
  }

  private told<T>(what: string, context: ExecutionContext): T | undefined {
    return this.reflector.getAllAndOverride<T | undefined>(what, [
      context.getHandler(),
      context.getClass(),
    ]);
  }
}

const refuseForeign = (request: FastifyRequest, { mode }: Access): void => {
  const { method, headers } = request;
  const { host, origin } = headers;
  if (mode === 'open' && !isLoopbackHost(host))
    throw new ProblemException(403, {
      code: 'ACCESS.HOST',
      detail: `Without accounts this answers only to localhost and 127.0.0.1, not to ${host ?? 'no name'}. Set ACCESS=accounts to use another name.`,
    });
  const fetchSite = headers['sec-fetch-site']?.toString();
  const { bearer, cookie } = credentialsOf(request);
  const byCookie = bearer === undefined && cookie !== undefined;
  if (!isSameOrigin({ method, host, origin, fetchSite }, { byCookie }))
    throw new ProblemException(403, {
      code: 'ACCESS.CROSS_SITE',
      detail:
        'A change that comes with a cookie must come from the console itself. Programs send an API token: Authorization: Bearer dst_…',
    });
};

/** Before it happens: nothing is seen or done without a record. */
const record = async (
  { acts, mode }: Access,
  act: ReturnType<typeof actOf>,
  { look }: { readonly look: boolean },
): Promise<void> => {
  if (act.outcome === 'refused' || changes(act.method)) await acts.record(act);
  else if (look && mode === 'accounts') await acts.recordLook(act);
};

const notSignedIn = () =>
  new ProblemException(401, {
    code: 'ACCESS.NOT_SIGNED_IN',
    detail:
      'Sign in at /sign-in, or send an API token: Authorization: Bearer dst_… (an admin makes one on the page Access, or with "deskstream tokens add").',
  });

const notAllowed = ({ name, role }: Principal, needed: Role) =>
  new ProblemException(403, {
    code: 'ACCESS.ROLE',
    detail: `${name} is ${role}; this needs the role ${needed}. Ask an admin for it.`,
    needed,
  });
