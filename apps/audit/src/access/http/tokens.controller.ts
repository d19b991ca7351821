import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AuditAccess } from '../../http/audit-access';
import { ProblemException } from '../../http/problem.exception';
import { storedText } from '../../http/stored-text';
import { DescribesBody, ValidBody } from '../../http/validated';
import type { ApiToken, ApiTokens } from '../stores/api-tokens';
import { NewTokenBody } from './access.dto';
import { By } from './asking';
import { Needs, Unmasked } from './needs';

@ApiTags('access')
@Needs('admin')
@Unmasked()
@Controller('access/tokens')
export class TokensController {
  constructor(@Inject(AuditAccess) private readonly audit: AuditAccess) {}

  @Get()
  @ApiOperation({ summary: 'Every API token, without its secret' })
  list(): Promise<readonly ApiToken[]> {
    return this.tokens.list();
  }

  @Post()
  @DescribesBody(NewTokenBody)
  @ApiOperation({ summary: 'Make a token; its secret is told this once' })
  add(@ValidBody(NewTokenBody) { name, role, days }: NewTokenBody, @By() by: string) {
    return this.tokens.add({ name, role, days, by });
  }

  @Post(':id/revoke')
  @HttpCode(204)
  @ApiOperation({ summary: 'The token counts no more, at once' })
  async revoke(@Param('id', storedText) id: string): Promise<void> {
    if (await this.tokens.revoke(id)) return;
    throw new ProblemException(404, {
      code: 'ACCESS.UNKNOWN_TOKEN',
      detail: `No token ${id}. GET /api/v1/access/tokens lists them.`,
    });
  }

  private get tokens(): ApiTokens {
    return this.audit.parts.access.tokens;
  }
}
