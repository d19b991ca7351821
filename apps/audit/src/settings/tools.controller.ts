import { Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { openTools } from '@deskstream/composition';
import type { ToolInvocation } from '@deskstream/port-tools';
import { Needs } from '../access/http/needs';
import { AuditAccess } from '../http/audit-access';
import { DescribesBody, ValidBody } from '../http/validated';
import { unknownWorkspace } from './answer';
import { DryRunBody } from './tools.dto';

const WITHIN_MS = 60_000;

@ApiTags('settings')
@Needs('engineer')
@Controller('workspaces/:workspace/tools')
export class ToolsController {
  constructor(@Inject(AuditAccess) private readonly access: AuditAccess) {}

  @Post(':tool/dry-run')
  @HttpCode(200)
  @DescribesBody(DryRunBody)
  @ApiOperation({
    summary:
      'The request that a call of this tool would send, secrets masked; `send` really sends it, once',
  })
  async dryRun(
    @Param('workspace') workspace: string,
    @Param('tool') name: string,
    @ValidBody(DryRunBody) body: DryRunBody,
  ) {
    const { settings, clock } = this.access.parts;
    if (settings.current(workspace) === null) throw unknownWorkspace(workspace);
    const { tools, close } = openTools(settings);
    try {
      const invocation = invocationOf({ workspace, name, now: clock.now() }, body);
      const preview = await tools.preview(invocation);
      const sends = body.send === true && !('kind' in preview);
      const outcome = sends ? await tools.call(invocation, AbortSignal.timeout(WITHIN_MS)) : null;
      return { workspace, tool: name, preview, outcome };
    } finally {
      await close();
    }
  }
}

interface Asked {
  readonly workspace: string;
  readonly name: string;
  readonly now: number;
}

const invocationOf = (
  { workspace, name, now }: Asked,
  { arguments: args, channel, vendor, idempotencyKey }: DryRunBody,
): ToolInvocation => ({
  name,
  arguments: args,
  context: {
    ...{ workspace, conversation: 'dry-run', contact: null, attributes: {} },
    ...{ vendor: vendor ?? 'intercom', channel: channel ?? 'web' },
  },
  idempotencyKey: idempotencyKey ?? `dry-run-${now}`,
});
