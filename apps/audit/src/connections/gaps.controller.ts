import { Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { encodeGapRecord } from '@deskstream/contracts';
import { By } from '../access/http/asking';
import { Foresees } from '../access/http/foresees';
import { Needs, Unmasked } from '../access/http/needs';
import { AuditAccess } from '../http/audit-access';
import { DescribesBody, ValidBody } from '../http/validated';
import { unknownWorkspace } from '../settings/answer';
import { foreseeGapCheck } from './foresee';
import { GapsBody } from './gaps.dto';

const HOUR = 3_600_000;

@ApiTags('connections')
@Needs('engineer')
@Unmasked()
@Controller('workspaces/:workspace/gaps')
export class GapsController {
  constructor(@Inject(AuditAccess) private readonly access: AuditAccess) {}

  @Post()
  @Foresees('body')
  @HttpCode(202)
  @DescribesBody(GapsBody)
  @ApiOperation({
    summary:
      'Ask the gap finder to compare the help desks of the workspace with the log, soon. With `dryRun`: what would be read, and what the last look found',
  })
  async ask(
    @Param('workspace') workspace: string,
    @ValidBody(GapsBody) { sinceMs = HOUR, reason = '', dryRun }: GapsBody,
    @By() by: string,
  ) {
    const { settings, clock, log } = this.access.parts;
    const connections = settings.current(workspace)?.connections;
    if (connections === undefined) throw unknownWorkspace(workspace);
    const at = clock.now();
    const since = Math.max(0, at - sinceMs);
    if (dryRun)
      return Promise.all(
        connections.map((connection) => foreseeGapCheck(this.access.parts, connection, since)),
      );
    const asked = connections.map(({ vendor }) => ({ workspace, vendor, at }));
    const data = { since, requestedBy: by, ...(reason && { reason }) };
    await log.publish(
      asked.map((each) => encodeGapRecord({ ...each, type: 'GapCheckRequested', data })),
    );
    return asked.map(({ vendor }) => ({ workspace, vendor, since }));
  }
}
