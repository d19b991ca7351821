import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { messageOf } from '@deskstream/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuditAccess } from '../../http/audit-access';
import { ProblemException } from '../../http/problem.exception';
import type { Access } from '../access';
import { flowCookie, flowStateIn, noFlowCookie, sessionCookie } from '../cookies';
import { roleOf } from '../oidc/role-of';
import type { OidcOptions } from '../oidc/provider';
import { finishOidc, startOidc } from '../oidc/provider';
import { begin } from '../sign-in';
import { isHttps } from './is-https';
import { ForEverybody, Unmasked } from './needs';
import { placeOf } from './place-of';

const BACK = '/api/v1/access/oidc/callback';

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
    const { state, url, ...flow } = await startOidc(oidc, { redirectUri: site + BACK, returnTo });
    await this.access.flows.begin(state, flow);
    await reply
      .header('set-cookie', flowCookie(state, site.startsWith('https:')))
      .redirect(url, 302);
  }

  @Get('callback')
  async callback(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { oidc, site } = this.set(request);
    const back = new URL(request.url, site);
    const state = flowStateIn(request.headers.cookie);
    const flow = state === undefined ? null : await this.access.flows.take(state);
    if (state === undefined || flow === null) return this.again(reply, 'expired');
    const claims = await finishOidc(oidc, back, { state, ...flow }).catch((error: unknown) => {
      this.audit.parts.logger.warn({ because: messageOf(error) }, 'sign-in over OIDC failed');
      return null;
    });
    if (claims === null) return this.again(reply, 'refused');
    const role = roleOf(claims, oidc);
    if (role === null) return this.again(reply, 'no-role');
    const token = await this.signedIn(claims, { issuer: oidc.issuer, role, address: request.ip });
    if (token === null) return this.again(reply, 'disabled');
    await reply
      .header('set-cookie', [noFlowCookie(), sessionCookie(token, site.startsWith('https:'))])
      .redirect(flow.returnTo, 302);
  }

  private async signedIn(
    claims: Readonly<Record<string, unknown>> & { readonly sub: string },
    {
      issuer,
      role,
      address,
    }: Pick<Parameters<Access['accounts']['fromProvider']>[0], 'issuer' | 'role'> & {
      readonly address: string;
    },
  ): Promise<string | null> {
    const { sub: subject, email: told, name: called } = claims;
    const email = typeof told === 'string' ? told : subject;
    const name = typeof called === 'string' ? called : email;
    const account = await this.access.accounts.fromProvider({
      ...{ issuer, subject, email, name, role },
    });
    return account.disabledAt === null
      ? begin(this.access, { email: account.email, address }, account.id)
      : null;
  }

  /** To the sign-in page, which says why. */
  private async again(reply: FastifyReply, because: string): Promise<void> {
    await reply.header('set-cookie', noFlowCookie()).redirect(`/sign-in?because=${because}`, 302);
  }

  private set(request: FastifyRequest): { readonly oidc: OidcOptions; readonly site: string } {
    const { oidc, publicUrl } = this.access;
    if (oidc === null)
      throw new ProblemException(404, {
        code: 'ACCESS.NO_PROVIDER',
        detail: 'No identity provider is set here. OIDC_ISSUER says which.',
      });
    const scheme = isHttps(request, publicUrl) ? 'https' : 'http';
    return { oidc, site: publicUrl ?? `${scheme}://${request.host}` };
  }

  private get access(): Access {
    return this.audit.parts.access;
  }
}
