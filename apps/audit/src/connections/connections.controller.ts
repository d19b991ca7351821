import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ConnectionName } from '@deskstream/platform-settings';
import { maskedConnection } from '@deskstream/platform-settings';
import type { DeskDirectory } from '@deskstream/port-vendor';
import { By } from '../access/http/asking';
import { Foresees } from '../access/http/foresees';
import { Needs, Unmasked } from '../access/http/needs';
import { AuditAccess } from '../http/audit-access';
import { DescribesBody, ValidBody } from '../http/validated';
import { unknownWorkspace } from '../settings/answer';
import { ForeseenBody } from '../settings/dto';
import { readVerifications } from './connections.query';
import { LookBody } from './directory.dto';
import { foreseeVerification } from './foresee';
import { lookAtDesk } from './look-at-desk';
import { readWatched } from './watched.query';
import { readHealth } from './read-health';
import { unknownConnection, verifyConnection } from './verify-connection';

const MOST_VERIFICATIONS = 100;

@ApiTags('connections')
@Needs('viewer')
@Unmasked()
@Controller('workspaces/:workspace/connections')
export class ConnectionsController {
  constructor(@Inject(AuditAccess) private readonly access: AuditAccess) {}

  @Get()
  @ApiOperation({ summary: 'Each connection of the workspace with its lights' })
  async list(@Param('workspace') workspace: string) {
    const settings = this.access.parts.settings.current(workspace);
    if (settings === null) throw unknownWorkspace(workspace);
    return Promise.all(settings.connections.map(({ vendor }) => this.find({ workspace, vendor })));
  }

  @Get(':vendor')
  @ApiOperation({
    summary: 'One connection: webhook URL, last verification, a light per topic, error budget',
  })
  async find(@Param() { workspace, vendor }: ConnectionName) {
    const connection = this.access.parts.settings.connection(workspace, vendor);
    if (connection === null) throw unknownConnection(workspace, vendor);
    const health = await readHealth(this.access.parts, connection);
    const { dataSource, clock } = this.access.parts;
    const watched = await readWatched(dataSource, { workspace, vendor }, clock.now());
    return { ...health, watched, connection: maskedConnection(connection) };
  }

  @Get(':vendor/verifications')
  @ApiOperation({ summary: 'Verifications of the connection, the latest first' })
  verifications(@Param() { workspace, vendor }: ConnectionName) {
    if (this.access.parts.settings.connection(workspace, vendor) === null)
      throw unknownConnection(workspace, vendor);
    const name = { workspace, vendor };
    return readVerifications(this.access.parts.dataSource, name, MOST_VERIFICATIONS);
  }

  @Post(':vendor/verify')
  @Foresees('body')
  @HttpCode(200)
  @Needs('engineer')
  @DescribesBody(ForeseenBody)
  @ApiOperation({
    summary:
      'Verify now: named checks, each with what to do; kept in the log. With `dryRun`: what would be read, and what the last one found',
  })
  async verify(
    @Param() { workspace, vendor }: ConnectionName,
    @ValidBody(ForeseenBody) { reason, dryRun }: ForeseenBody,
    @By() by: string,
  ) {
    const name = { workspace, vendor };
    if (dryRun) return { dryRun, ...(await foreseeVerification(this.access.parts, name)) };
    const { at, data } = await verifyConnection(this.access.parts, name, by, reason);
    return { ...name, at, ...data };
  }

  @Post(':vendor/directory')
  @HttpCode(200)
  @Needs('admin')
  @DescribesBody(LookBody)
  @ApiOperation({
    summary: 'Account and teammates that credentials tell; typed ones are used once and not kept',
  })
  directory(
    @Param() { workspace, vendor }: ConnectionName,
    @ValidBody(LookBody) typed: LookBody,
  ): Promise<DeskDirectory> {
    return lookAtDesk(this.access.parts, { workspace, vendor }, typed);
  }
}
