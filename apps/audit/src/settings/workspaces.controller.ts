import {
  BadRequestException,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Req,
  Res,
} from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { RunningSettings, SettingsVersion, WriteOptions } from '@deskstream/platform-settings';
import { diffSettings, workspaceDraftSchema } from '@deskstream/platform-settings';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { byOf } from '../access/http/asking';
import { Foresees } from '../access/http/foresees';
import { Needs, Unmasked } from '../access/http/needs';
import { AuditAccess } from '../http/audit-access';
import { storedText } from '../http/stored-text';
import { DescribesBody, DescribesQuery, ValidBody, ValidQuery } from '../http/validated';
import { expectedVersion, tagged, unknownWorkspace, written } from './answer';
import { DiffQuery, DryRunQuery, RollBackBody, SecretsBody } from './dto';
import { draftOf, settingsView, workspaceItem } from './settings-view';
import type { WrittenBody } from './settings-view';

const IF_MATCH = {
  name: 'If-Match',
  required: false,
  description: 'The version the change was made from, as ETag gave it; needed once there is one',
};

@ApiTags('settings')
@Needs('viewer')
@Unmasked()
@Controller('workspaces')
export class WorkspacesController {
  constructor(@Inject(AuditAccess) private readonly access: AuditAccess) {}

  @Get()
  @ApiOperation({ summary: 'Every workspace with the version in force' })
  list() {
    return this.settings.all().map(workspaceItem);
  }

  @Get(':workspace')
  @ApiOperation({ summary: 'Settings in force; secrets by their masks. ETag is the version' })
  async read(
    @Param('workspace', storedText) workspace: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const now = await this.mustExist(workspace);
    tagged(reply, now);
    return settingsView(now);
  }

  @Put(':workspace')
  @Foresees('query')
  @Needs('admin')
  @ApiHeader(IF_MATCH)
  @ApiBody({ schema: workspaceDraftSchema() })
  @DescribesQuery(DryRunQuery)
  @ApiOperation({
    summary:
      'Replace the settings: rules left out get their defaults, secrets left out or masked stay',
  })
  async write(
    @Param('workspace', storedText) workspace: string,
    @ValidQuery(DryRunQuery) { dryRun }: DryRunQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { body } = request;
    const options = { ...(await this.expecting(workspace, request)), dryRun };
    const before = this.settings.current(workspace);
    const outcome = await this.settings.put(draftOf(workspace, body), options);
    const view = written(reply, outcome);
    if (outcome.kind !== 'stored') return view;
    return { ...view, dryRun, changes: diffSettings(before, outcome.settings) };
  }

  @Get(':workspace/history')
  @ApiOperation({ summary: 'Every version, the latest first: who, when, why, and what changed' })
  async history(@Param('workspace', storedText) workspace: string) {
    await this.mustExist(workspace);
    const versions = this.settings.history(workspace);
    return versions
      .map((settings, index) => ({
        version: settings.version,
        change: settings.change,
        changes: diffSettings(versions[index - 1] ?? null, settings).map(({ field }) => field),
      }))
      .reverse();
  }

  @Get(':workspace/diff')
  @DescribesQuery(DiffQuery)
  @ApiOperation({ summary: 'What differs between two versions, field by field' })
  async diff(
    @Param('workspace', storedText) workspace: string,
    @ValidQuery(DiffQuery) query: DiffQuery,
  ) {
    const now = await this.mustExist(workspace);
    const { to = now.version } = query;
    const { from = to - 1 } = query;
    const before = from === 0 ? null : this.versionOf(workspace, from);
    return { from, to, changes: diffSettings(before, this.versionOf(workspace, to)) };
  }

  @Get(':workspace/versions/:version')
  @ApiOperation({ summary: 'Settings as they were in one version' })
  async version(
    @Param('workspace', storedText) workspace: string,
    @Param('version') version: string,
  ) {
    await this.mustExist(workspace);
    return settingsView(this.versionOf(workspace, Number(version)));
  }

  @Post(':workspace/rollback')
  @Needs('admin')
  @HttpCode(200)
  @ApiHeader(IF_MATCH)
  @DescribesBody(RollBackBody)
  @ApiOperation({ summary: 'Bring back a version as a new one, with the secrets in use now' })
  async rollBack(
    @Param('workspace', storedText) workspace: string,
    @ValidBody(RollBackBody) body: RollBackBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.mustExist(workspace);
    const options = await this.expecting(workspace, request);
    return written(reply, await this.settings.rollBack(workspace, body.version, options));
  }

  @Put(':workspace/connections/:vendor/secrets')
  @Needs('admin')
  @ApiHeader(IF_MATCH)
  @DescribesBody(SecretsBody)
  @ApiOperation({ summary: 'Change the token, or rotate signing secrets; they never come back' })
  async secrets(
    @Param() name: { workspace: string; vendor: string },
    @ValidBody(SecretsBody) body: SecretsBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.mustExist(name.workspace);
    const { accessToken, addSigningSecret, retireSigningSecret } = body;
    const options = await this.expecting(name.workspace, request);
    const change = { accessToken, addSigningSecret, retireSigningSecret };
    return written(reply, await this.settings.changeSecrets(name, change, options));
  }

  private get settings(): RunningSettings {
    return this.access.parts.settings;
  }

  /** Also what another process wrote just now. */
  private async mustExist(workspace: string): Promise<SettingsVersion> {
    await this.settings.refresh();
    const now = this.settings.current(workspace);
    if (now === null) throw unknownWorkspace(workspace);
    return now;
  }

  private async expecting(workspace: string, request: FastifyRequest): Promise<WriteOptions> {
    await this.settings.refresh();
    return {
      expectedVersion: expectedVersion(request, this.settings.current(workspace)),
      changedBy: byOf(request),
      reason: reasonIn(request.body),
    };
  }

  private versionOf(workspace: string, version: number): SettingsVersion {
    const found = this.settings.at(workspace, version);
    if (found !== null) return found;
    const last = this.settings.current(workspace)?.version ?? 0;
    throw new BadRequestException(
      `Workspace ${workspace} has no version ${version}: expected a number from 1 to ${last}.`,
    );
  }
}

const LONGEST_REASON = 1_000;

const reasonIn = (body: unknown): string => {
  const { reason } = (body ?? {}) as WrittenBody;
  return typeof reason === 'string' ? reason.slice(0, LONGEST_REASON) : '';
};
