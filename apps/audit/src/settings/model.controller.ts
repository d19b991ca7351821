import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { verifyModel } from '@deskstream/adapter-ai-models';
import { isoTime } from '@deskstream/kernel';
import type { ModelSettings } from '@deskstream/port-settings';
import { maskedModel } from '@deskstream/platform-settings';
import { Needs, Unmasked } from '../access/http/needs';
import { AuditAccess } from '../http/audit-access';
import { unknownWorkspace } from './answer';

const WITHIN_MS = 180_000;

@ApiTags('settings')
@Needs('viewer')
@Unmasked()
@Controller('workspaces/:workspace/model')
export class ModelController {
  constructor(@Inject(AuditAccess) private readonly access: AuditAccess) {}

  @Get()
  @ApiOperation({
    summary: 'The language model of the workspace and what it spent today; null: it has none',
  })
  async find(@Param('workspace') workspace: string) {
    const model = this.modelOf(workspace);
    const { budget, clock } = this.access.parts;
    const day = isoTime(clock.now()).slice(0, 10);
    const spent = (await budget?.spent({ workspace, day })) ?? null;
    return { model: model === null ? null : maskedModel(model), day, spent };
  }

  @Post('verify')
  @HttpCode(200)
  @Needs('engineer')
  @ApiOperation({
    summary: 'Ask the model now: named checks, each with what to do; null: there is no model',
  })
  async verify(@Param('workspace') workspace: string) {
    const model = this.modelOf(workspace);
    const at = this.access.parts.clock.now();
    const checks = model === null ? null : await verifyModel(model, AbortSignal.timeout(WITHIN_MS));
    return { workspace, at, checks };
  }

  private modelOf(workspace: string): ModelSettings | null {
    const settings = this.access.parts.settings.current(workspace);
    if (settings === null) throw unknownWorkspace(workspace);
    return settings.model ?? null;
  }
}
