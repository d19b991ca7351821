import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { PlaceDiagnosis } from '@deskstream/conversation-why';
import { Needs, Unmasked } from '../access/http/needs';
import { AuditAccess } from '../http/audit-access';
import { storedText } from '../http/stored-text';
import { unknownWorkspace } from '../settings/answer';
import { whyOfWorkspace } from './read-workspace';

@ApiTags('workspaces')
@Needs('viewer')
@Unmasked()
@Controller('workspaces/:workspace/why')
export class WhyController {
  constructor(@Inject(AuditAccess) private readonly access: AuditAccess) {}

  @Get()
  @ApiOperation({
    summary:
      'What goes wrong before there is a session: credentials and webhooks of each connection, knowledge',
  })
  async list(
    @Param('workspace', storedText) workspace: string,
  ): Promise<readonly PlaceDiagnosis[]> {
    const found = await whyOfWorkspace(this.access.parts, workspace);
    if (found === null) throw unknownWorkspace(workspace);
    return found;
  }
}
