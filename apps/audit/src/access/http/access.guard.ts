import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuditAccess } from '../../http/audit-access';
import { ProblemException } from '../../http/problem.exception';
import type { Access } from '../access';
import { networkOf } from '../network-of';
import type { Principal, Role } from '../role';
import { mayAs } from '../role';
import { changes } from '../same-origin';
import { DRY_RUN } from '../stores/acts';
import { actOf } from './act-of';
import { rememberAsking } from './asking';
import { credentialsOf } from './credentials';
import type { Foreseeing } from './foresees';
import { FORESEES, isDryRun } from './foresees';
import { refuseForeign } from './foreign';
import { NEEDS, UNMASKED } from './needs';

/** Lets a request pass to its route, or refuses it; and records it. A route that says nothing is for admins. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(AuditAccess) private readonly audit: AuditAccess,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const needed = this.told<Role | 'everybody'>(NEEDS, context) ?? 'admin';
    const unmasked = this.told<boolean>(UNMASKED, context) === true;
    const { access } = this.audit.parts;
    refuseForeign(request, access);
    const principal = await access.recognise(credentialsOf(request, access));
    rememberAsking(request, { principal, masked: principal?.role === 'viewer' && !unmasked });
    refuseTooMany(access, { request, principal, reply: http.getResponse<FastifyReply>() });
    if (needed === 'everybody') return true;
    if (principal === null) throw notSignedIn();
    const outcome = mayAs(principal.role, needed) ? 'allowed' : 'refused';
    const dryRun = isDryRun(request, this.told<Foreseeing>(FORESEES, context));
    await record(access, actOf(request, principal, outcome), { look: !unmasked, dryRun });
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

/** Those whom nobody knows are counted by their network. */
const refuseTooMany = (
  { requests, mode }: Access,
  {
    request,
    principal,
    reply,
  }: { request: FastifyRequest; principal: Principal | null; reply: FastifyReply },
): void => {
  if (mode === 'open') return;
  const waitMs = requests.take(
    principal === null ? `network ${networkOf(request.ip)}` : `principal ${principal.id}`,
  );
  if (waitMs === 0) return;
  const seconds = Math.ceil(waitMs / 1_000);
  reply.header('retry-after', seconds);
  throw new ProblemException(429, {
    code: 'ACCESS.RATE',
    detail: `Too many requests. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}. API_REQUESTS_PER_MINUTE says how many are allowed.`,
    retryAfterMs: waitMs,
  });
};

/**
 * Before it happens: nothing is seen or done without a record. What is
 * only foreseen is looked at; what repeats is written once in a while.
 */
const record = async (
  { acts, mode }: Access,
  act: ReturnType<typeof actOf>,
  { look, dryRun }: { readonly look: boolean; readonly dryRun: boolean },
): Promise<void> => {
  if (changes(act.method) && !dryRun) return acts.record(act);
  const told = dryRun ? { ...act, route: `${act.route}${DRY_RUN}` } : act;
  if (act.outcome === 'refused' || (look && mode === 'accounts')) await acts.recordLook(told);
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
