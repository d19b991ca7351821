import { Controller, Get, HttpCode, Inject, Param, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AuditAccess } from '../../http/audit-access';
import { ProblemException } from '../../http/problem.exception';
import { storedText } from '../../http/stored-text';
import { DescribesBody, ValidBody } from '../../http/validated';
import type { Account, Accounts } from '../stores/accounts';
import { NewUserBody, PasswordBody, UserChangeBody } from './access.dto';
import { Needs, Unmasked } from './needs';
import { acceptable } from './password-problem';

@ApiTags('access')
@Needs('admin')
@Unmasked()
@Controller('access/users')
export class UsersController {
  constructor(@Inject(AuditAccess) private readonly audit: AuditAccess) {}

  @Get()
  @ApiOperation({ summary: 'Everybody who may sign in, or could' })
  list(): Promise<readonly Account[]> {
    return this.accounts.list();
  }

  @Post()
  @DescribesBody(NewUserBody)
  @ApiOperation({ summary: 'Add somebody who signs in with a password' })
  async add(@ValidBody(NewUserBody) body: NewUserBody): Promise<Account> {
    const { email, role, password } = body;
    acceptable(password);
    const account = await this.accounts.add({ email, role, password, name: body.name ?? email });
    if (account !== null) return account;
    throw new ProblemException(409, {
      code: 'ACCESS.KNOWN_USER',
      detail: `${email} has an account already. Change its role, or give it a new password.`,
    });
  }

  @Patch(':id')
  @DescribesBody(UserChangeBody)
  @ApiOperation({ summary: 'Change a role, or disable an account; counts at once' })
  async change(
    @Param('id', storedText) id: string,
    @ValidBody(UserChangeBody) change: UserChangeBody,
  ): Promise<Account> {
    const account = await this.mustExist(id);
    if (change.role !== undefined && account.signsIn === 'provider') throw rolesAreProvided();
    if ((await this.accounts.change(account.id, change)) === 'last-admin')
      throw new ProblemException(409, {
        code: 'ACCESS.LAST_ADMIN',
        detail: `${account.email} is the only admin who can sign in. Make somebody else admin first.`,
      });
    return this.mustExist(account.id);
  }

  @Post(':id/password')
  @HttpCode(204)
  @DescribesBody(PasswordBody)
  @ApiOperation({ summary: 'Set a new password, which ends the sessions of the account' })
  async password(
    @Param('id', storedText) id: string,
    @ValidBody(PasswordBody) { password }: PasswordBody,
  ): Promise<void> {
    const account = await this.mustExist(id);
    if (account.signsIn === 'provider') throw rolesAreProvided();
    acceptable(password);
    await this.accounts.setPassword(account.id, password);
  }

  private get accounts(): Accounts {
    return this.audit.parts.access.accounts;
  }

  private async mustExist(id: string): Promise<Account> {
    const account = await this.accounts.find(id);
    if (account !== null) return account;
    throw new ProblemException(404, {
      code: 'ACCESS.UNKNOWN_USER',
      detail: `No account ${id}. GET /api/v1/access/users lists them.`,
    });
  }
}

const rolesAreProvided = () =>
  new ProblemException(409, {
    code: 'ACCESS.PROVIDED',
    detail: 'Role and password of this account come from the identity provider. Change them there.',
  });
