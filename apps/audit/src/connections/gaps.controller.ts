import { Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { encodeGapRecord } from '@deskstream/contracts';
import { By } from '../access/http/asking';
import { Needs, Unmasked } from '../access/http/needs';
import { AuditAccess } from '../http/audit-access';
import { DescribesBody, ValidBody } from '../http/validated';
import { unknownWorkspace } from '../settings/answer';
import { GapsBody } from './gaps.dto';

const HOUR = 3_600_000;

@ApiTags('connections')
@Needs('engineer')
@Unmasked()
@Controller('workspaces/:workspace/gaps')
export class GapsController {
  constructor(@Inject(AuditAccess) private readonly access: AuditAccess) {}

  @Post()
  @HttpCode(202)
  @DescribesBody(GapsBody)
  @ApiOperation({
    summary: 'Ask the gap finder to compare the help desks of the workspace with the log, soon',
  })
  async ask(
    @Param('workspace') workspace: string,
    @ValidBody(GapsBody) { sinceMs = HOUR, reason = '' }: GapsBody,
    @By() by: string,
  ) {
    const { settings, clock, log } = this.access.parts;
    const connections = settings.current(workspace)?.connections;
    if (connections === undefined) throw unknownWorkspace(workspace);
    const at = clock.now();
    const since = Math.max(0, at - sinceMs);
    const asked = connections.map(({ vendor }) => ({ workspace, vendor, at }));
    const data = { since, requestedBy: by, ...(reason && { reason }) };
    await log.publish(
      asked.map((each) => encodeGapRecord({ ...each, type: 'GapCheckRequested', data })),
    );
    return asked.map(({ vendor }) => ({ workspace, vendor, since }));
  }
}
