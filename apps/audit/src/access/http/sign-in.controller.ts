import { Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuditAccess } from '../../http/audit-access';
import { ProblemException } from '../../http/problem.exception';
import { DescribesBody, ValidBody } from '../../http/validated';
import type { Access } from '../access';
import { browserCookie, knownBrowserIn, noSessionCookies, sessionCookie } from '../cookies';
import { endAtProvider } from '../oidc/sign-out';
import type { AskedSignIn } from '../sign-in';
import { prove, signIn } from '../sign-in';
import { OwnPasswordBody, SignInBody } from './access.dto';
import { actOf } from './act-of';
import { askingOf } from './asking';
import { isHttps } from './is-https';
import { ForEverybody, Needs, Unmasked } from './needs';
import { acceptable } from './password-problem';
import { endSession, setCookies, siteOf } from './sessions-of-browsers';

@ApiTags('access')
@Unmasked()
@Controller('access')
export class SignInController {
  constructor(@Inject(AuditAccess) private readonly audit: AuditAccess) {}

  @Get('me')
  @ForEverybody()
  @ApiOperation({ summary: 'Who is signed in, and how one signs in here' })
  me(@Req() request: FastifyRequest) {
    const { mode, oidc } = this.access;
    const { principal } = askingOf(request);
    const me =
      principal === null
        ? null
        : { kind: principal.kind, name: principal.name, role: principal.role };
    return { mode, me, provider: oidc === null ? null : oidc.name };
  }

  @Post('sign-in')
  @HttpCode(204)
  @ForEverybody()
  @DescribesBody(SignInBody)
  @ApiOperation({ summary: 'Sign in with a password; gives a cookie' })
  async signIn(
    @ValidBody(SignInBody) { email, password }: SignInBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const outcome = await signIn(this.access, this.asked(request, { email, password }));
    switch (outcome.kind) {
      case 'in':
        await endSession(request, this.access);
        setCookies(reply, this.cookiesOf(request, outcome));
        return;
      case 'wrong':
        throw wrong();
      case 'wait':
        throw wait(reply, outcome.waitMs);
    }
  }

  @Post('sign-out')
  @HttpCode(200)
  @ForEverybody()
  @ApiOperation({
    summary: 'Ends the session of this browser; `next` is where it goes then: maybe the provider',
  })
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ readonly next: string }> {
    const { principal } = askingOf(request);
    if (principal?.kind === 'account')
      await this.access.acts.record(actOf(request, principal, 'allowed'));
    const idToken = await endSession(request, this.access);
    setCookies(reply, noSessionCookies());
    const { oidc } = this.access;
    if (oidc === null || idToken === null) return { next: '/sign-in' };
    const back = `${siteOf(request, this.access)}/sign-in`;
    return { next: (await endAtProvider(oidc, { idToken, back })) ?? '/sign-in' };
  }

  @Post('password')
  @HttpCode(204)
  @Needs('viewer')
  @DescribesBody(OwnPasswordBody)
  @ApiOperation({ summary: 'Change the password of one’s own; ends every session of the account' })
  async password(
    @ValidBody(OwnPasswordBody) { current, password }: OwnPasswordBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const { principal } = askingOf(request);
    const account =
      principal?.kind === 'account' ? await this.access.accounts.find(principal.id) : null;
    if (account?.signsIn !== 'password')
      throw new ProblemException(409, {
        code: 'ACCESS.NO_PASSWORD',
        detail: 'You sign in without a password here. Change it where you sign in.',
      });
    acceptable(password);
    const asked = this.asked(request, { email: account.email, password: current });
    const outcome = await prove(this.access, asked);
    if (outcome.kind === 'wait') throw wait(reply, outcome.waitMs);
    if (outcome.kind === 'wrong')
      throw new ProblemException(400, {
        code: 'ACCESS.WRONG',
        detail: 'The password in use is another one. Nothing was changed.',
      });
    await this.access.accounts.setPassword(account.id, password);
    setCookies(reply, noSessionCookies());
  }

  private get access(): Access {
    return this.audit.parts.access;
  }

  private asked(
    request: FastifyRequest,
    given: Pick<AskedSignIn, 'email' | 'password'>,
  ): AskedSignIn {
    const browser = knownBrowserIn(request.headers.cookie, this.isSecure(request));
    return { ...given, address: request.ip, browser };
  }

  private cookiesOf(
    request: FastifyRequest,
    { token, browser }: { readonly token: string; readonly browser: string | null },
  ): readonly string[] {
    const secure = this.isSecure(request);
    return [
      sessionCookie(token, secure),
      ...(browser === null ? [] : [browserCookie(browser, secure)]),
    ];
  }

  private isSecure(request: FastifyRequest): boolean {
    return isHttps(request, this.access.publicUrl);
  }
}

const wrong = () =>
  new ProblemException(401, {
    code: 'ACCESS.WRONG',
    detail: 'Address or password is wrong. An admin can set a new password.',
  });

const wait = (reply: FastifyReply, waitMs: number) => {
  reply.header('retry-after', Math.ceil(waitMs / 1_000));
  return new ProblemException(429, {
    code: 'ACCESS.WAIT',
    detail: `Too many attempts. Try again in ${told(waitMs)}.`,
    retryAfterMs: waitMs,
  });
};

const told = (ms: number): string =>
  ms < 90_000 ? `${Math.ceil(ms / 1_000)} seconds` : `${Math.ceil(ms / 60_000)} minutes`;
