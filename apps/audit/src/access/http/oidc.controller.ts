import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { hasCode, messageOf } from '@deskstream/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuditAccess } from '../../http/audit-access';
import { ProblemException } from '../../http/problem.exception';
import type { Access } from '../access';
import { flowCookie, flowStateIn, noFlowCookie, sessionCookie } from '../cookies';
import { personOf } from '../oidc/person-of';
import type { Identified, OidcOptions } from '../oidc/provider';
import { finishOidc, startOidc } from '../oidc/provider';
import { roleOf } from '../oidc/role-of';
import { begin, recordRefusal } from '../sign-in';
import { ForEverybody, Unmasked } from './needs';
import { placeOf } from './place-of';
import { endSession, setCookies, siteOf } from './sessions-of-browsers';

const BACK = '/api/v1/access/oidc/callback';

/** Why nobody is signed in; the sign-in page has a sentence for each. */
type Because = 'expired' | 'refused' | 'away' | 'no-role' | 'disabled';

/** Sign-in over the identity provider: browsers are sent there and come back. */
@ApiExcludeController()
@ForEverybody()
@Unmasked()
@Controller('access/oidc')
export class OidcController {
  constructor(@Inject(AuditAccess) private readonly audit: AuditAccess) {}

  @Get()
  async start(
    @Query('to') to: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { oidc, site } = this.set(request);
    const returnTo = placeOf(to);
    const started = await startOidc(oidc, { redirectUri: site + BACK, returnTo }).catch(
      (error: unknown) => this.told(error),
    );
    if (typeof started === 'string') return this.again(request, reply, started);
    const { state, url, ...flow } = started;
    await this.access.flows.begin(state, flow);
    setCookies(reply, [flowCookie(state, site.startsWith('https:'))]);
    await reply.redirect(url, 302);
  }

  @Get('callback')
  async callback(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { oidc, site } = this.set(request);
    const secure = site.startsWith('https:');
    const state = flowStateIn(request.headers.cookie, secure);
    const flow = state === undefined ? null : await this.access.flows.take(state);
    if (state === undefined || flow === null) return this.again(request, reply, 'expired');
    const back = new URL(request.url, site);
    const identified = await finishOidc(oidc, back, { state, ...flow }).catch((error: unknown) =>
      this.told(error),
    );
    const signedIn =
      typeof identified === 'string' ? identified : await this.begun(identified, request);
    if (typeof signedIn === 'string') return this.again(request, reply, signedIn);
    await endSession(request, this.access);
    setCookies(reply, [noFlowCookie(secure), sessionCookie(signedIn.token, secure)]);
    await reply.redirect(flow.returnTo, 302);
  }

  private async begun(
    { claims, idToken }: Identified,
    request: FastifyRequest,
  ): Promise<Because | { readonly token: string }> {
    const { oidc } = this.set(request);
    const person = personOf(claims);
    const role = roleOf(claims, oidc);
    if (person === null) return 'refused';
    const { email } = person;
    if (role === null) return this.refused({ email, address: request.ip }, 'no-role');
    const account = await this.access.accounts.fromProvider({
      ...person,
      issuer: oidc.issuer,
      role,
    });
    const asked = { email: account.email, address: request.ip };
    const token = await begin(this.access, asked, { id: account.id, proof: { idToken } });
    return token === null ? this.refused(asked, 'disabled') : { token };
  }

  private async refused(
    asked: { readonly email: string; readonly address: string },
    because: Because,
  ): Promise<Because> {
    await recordRefusal(this.access, asked, because);
    return because;
  }

  private told(error: unknown): Because {
    this.audit.parts.logger.warn({ because: messageOf(error) }, 'sign-in over OIDC failed');
    return hasCode(error, 'ACCESS.OIDC_AWAY') ? 'away' : 'refused';
  }

  /** To the sign-in page, which says why. */
  private async again(
    request: FastifyRequest,
    reply: FastifyReply,
    because: Because,
  ): Promise<void> {
    setCookies(reply, [noFlowCookie(this.set(request).site.startsWith('https:'))]);
    await reply.redirect(`/sign-in?because=${because}`, 302);
  }

  private set(request: FastifyRequest): { readonly oidc: OidcOptions; readonly site: string } {
    const { oidc } = this.access;
    if (oidc !== null) return { oidc, site: siteOf(request, this.access) };
    throw new ProblemException(404, {
      code: 'ACCESS.NO_PROVIDER',
      detail: 'No identity provider is set here. OIDC_ISSUER says which.',
    });
  }

  private get access(): Access {
    return this.audit.parts.access;
  }
}
