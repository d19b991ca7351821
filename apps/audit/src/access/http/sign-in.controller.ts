import { Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuditAccess } from '../../http/audit-access';
import { ProblemException } from '../../http/problem.exception';
import { DescribesBody, ValidBody } from '../../http/validated';
import type { Access } from '../access';
import { noSessionCookies, sessionCookie, sessionTokenIn } from '../cookies';
import { problemOfPassword } from '../passwords';
import { signIn } from '../sign-in';
import { OwnPasswordBody, SignInBody } from './access.dto';
import { askingOf } from './asking';
import { isHttps } from './is-https';
import { ForEverybody, Needs, Unmasked } from './needs';

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
    const outcome = await signIn(this.access, { email, password, address: request.ip });
    switch (outcome.kind) {
      case 'in':
        await this.endSession(request);
        reply.header('set-cookie', sessionCookie(outcome.token, this.isSecure(request)));
        return;
      case 'wrong':
        throw wrong();
      case 'wait':
        reply.header('retry-after', Math.ceil(outcome.waitMs / 1_000));
        throw wait(outcome.waitMs);
    }
  }

  @Post('sign-out')
  @HttpCode(204)
  @ForEverybody()
  @ApiOperation({ summary: 'Ends the session of this browser' })
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.endSession(request);
    reply.header('set-cookie', [...noSessionCookies()]);
  }

  @Post('password')
  @HttpCode(204)
  @Needs('viewer')
  @DescribesBody(OwnPasswordBody)
  @ApiOperation({ summary: 'Change the password of one’s own; ends every session of the account' })
  async password(
    @ValidBody(OwnPasswordBody) { current, password }: OwnPasswordBody,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const { principal } = askingOf(request);
    const account =
      principal?.kind === 'account' ? await this.access.accounts.find(principal.id) : null;
    if (account?.signsIn !== 'password')
      throw new ProblemException(409, {
        code: 'ACCESS.NO_PASSWORD',
        detail: 'You sign in without a password here. Change it where you sign in.',
      });
    const problem = problemOfPassword(password);
    if (problem !== null)
      throw new ProblemException(400, { code: 'ACCESS.PASSWORD', detail: problem });
    const asked = { email: account.email, password: current, address: request.ip };
    const outcome = await signIn(this.access, asked);
    if (outcome.kind === 'wait') throw wait(outcome.waitMs);
    if (outcome.kind === 'wrong')
      throw new ProblemException(400, {
        code: 'ACCESS.WRONG',
        detail: 'The password in use is another one. Nothing was changed.',
      });
    await this.access.accounts.setPassword(account.id, password);
  }

  private get access(): Access {
    return this.audit.parts.access;
  }

  private isSecure(request: FastifyRequest): boolean {
    return isHttps(request, this.access.publicUrl);
  }

  private async endSession({ headers }: FastifyRequest): Promise<void> {
    const token = sessionTokenIn(headers.cookie);
    if (token !== undefined) await this.access.sessions.end(token);
  }
}

const wrong = () =>
  new ProblemException(401, {
    code: 'ACCESS.WRONG',
    detail: 'Address or password is wrong. An admin can set a new password.',
  });

const wait = (waitMs: number) =>
  new ProblemException(429, {
    code: 'ACCESS.WAIT',
    detail: `Too many attempts. Try again in ${told(waitMs)}.`,
    retryAfterMs: waitMs,
  });

const told = (ms: number): string =>
  ms < 90_000 ? `${Math.ceil(ms / 1_000)} seconds` : `${Math.ceil(ms / 60_000)} minutes`;
