import { Controller, Get, HttpCode, Inject, NotFoundException, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { withCrm } from '@deskstream/composition';
import { maskedCrm } from '@deskstream/platform-settings';
import type { CrmSettings } from '@deskstream/port-settings';
import { Needs, Unmasked } from '../access/http/needs';
import { AuditAccess } from '../http/audit-access';
import { storedText } from '../http/stored-text';
import { unknownWorkspace } from '../settings/answer';
import { customerRecordOf } from './customer-record';

const WITHIN_MS = 30_000;

@ApiTags('crm')
@Needs('viewer')
@Controller()
export class CrmController {
  constructor(@Inject(AuditAccess) private readonly access: AuditAccess) {}

  @Get('workspaces/:workspace/crm')
  @Unmasked()
  @ApiOperation({ summary: 'The CRM of the workspace, its token masked; null: it has none' })
  find(@Param('workspace') workspace: string) {
    const crm = this.crmOf(workspace);
    return { workspace, crm: crm === null ? null : maskedCrm(crm) };
  }

  @Post('workspaces/:workspace/crm/verify')
  @HttpCode(200)
  @Needs('engineer')
  @Unmasked()
  @ApiOperation({
    summary: 'Verify the CRM on its own: named checks, each with what to do; null: there is none',
  })
  async verify(@Param('workspace') workspace: string) {
    const crm = this.crmOf(workspace);
    const at = this.access.parts.clock.now();
    const signal = AbortSignal.timeout(WITHIN_MS);
    const checks = crm === null ? null : await withCrm(crm, (opened) => opened.verify(signal));
    return { workspace, at, checks };
  }

  @Get('sessions/:key/crm')
  @ApiOperation({ summary: 'The customer of a session in the CRM, or why there is no record' })
  async record(@Param('key', storedText) key: string) {
    const record = await customerRecordOf(this.access.parts, key);
    if (record === null) throw new NotFoundException(`No session ${key}.`);
    return record;
  }

  private crmOf(workspace: string): CrmSettings | null {
    const settings = this.access.parts.settings.current(workspace);
    if (settings === null) throw unknownWorkspace(workspace);
    return settings.crm ?? null;
  }
}
