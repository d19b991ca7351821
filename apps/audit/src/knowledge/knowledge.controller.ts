import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { encodeKnowledgeRecord } from '@deskstream/contracts';
import { articlesAt, openKnowledgeLog, statusOf } from '@deskstream/platform-knowledge';
import type { KnowledgeLog, SourceStatus } from '@deskstream/platform-knowledge';
import type { AuditParts } from '../audit';
import { By } from '../access/http/asking';
import { Needs, Unmasked } from '../access/http/needs';
import { AuditAccess } from '../http/audit-access';
import { ProblemException } from '../http/problem.exception';
import { DescribesBody, DescribesQuery, ValidBody, ValidQuery } from '../http/validated';
import { unknownWorkspace } from '../settings/answer';
import { AtQuery, SyncBody } from './knowledge.dto';

@ApiTags('knowledge')
@Needs('viewer')
@Unmasked()
@Controller('workspaces/:workspace/knowledge')
export class KnowledgeController {
  private opened: { readonly parts: AuditParts; readonly history: KnowledgeLog } | null = null;

  constructor(@Inject(AuditAccess) private readonly access: AuditAccess) {}

  @Get()
  @ApiOperation({
    summary: 'Sources of articles: their checks, last sync, counts and errors (S083 to S087)',
  })
  async list(@Param('workspace') workspace: string): Promise<readonly SourceStatus[]> {
    const sources = this.sourcesOf(workspace);
    const history = this.history();
    await history.refresh();
    return sources.map((source) => statusOf(source, history.of({ workspace, source: source.id })));
  }

  @Post(':source/sync')
  @HttpCode(202)
  @Needs('engineer')
  @DescribesBody(SyncBody)
  @ApiOperation({ summary: 'Ask for a sync of one source, soon (S087)' })
  async sync(
    @Param('workspace') workspace: string,
    @Param('source') id: string,
    @ValidBody(SyncBody) { reason = '', acceptRemovals }: SyncBody,
    @By() by: string,
  ): Promise<SourceStatus> {
    const source = this.sourcesOf(workspace).find((each) => each.id === id);
    if (source === undefined) throw unknownSource(workspace, id);
    const { log, clock } = this.access.parts;
    const data = {
      requestedBy: by,
      ...(reason && { reason }),
      ...(acceptRemovals === true ? { acceptRemovals } : {}),
    };
    const request = { workspace, source: id, at: clock.now(), data };
    await log.publish([encodeKnowledgeRecord({ ...request, type: 'KnowledgeSyncRequested' })]);
    const history = this.history();
    await history.refresh();
    return statusOf(source, history.of({ workspace, source: id }));
  }

  @Get('articles')
  @DescribesQuery(AtQuery)
  @ApiOperation({ summary: 'Which version of each article the AI could answer from at a time' })
  async articles(@Param('workspace') workspace: string, @ValidQuery(AtQuery) { at }: AtQuery) {
    this.sourcesOf(workspace);
    const { log, clock } = this.access.parts;
    const versions = await articlesAt(log, workspace, at ?? clock.now());
    return [...versions].map(([articleId, version]) => ({ articleId, version }));
  }

  private sourcesOf(workspace: string) {
    const settings = this.access.parts.settings.current(workspace);
    if (settings === null) throw unknownWorkspace(workspace);
    return settings.knowledge ?? [];
  }

  private history(): KnowledgeLog {
    const { parts } = this.access;
    if (this.opened?.parts !== parts)
      this.opened = { parts, history: openKnowledgeLog(parts.log, parts.logger) };
    return this.opened.history;
  }
}

const unknownSource = (workspace: string, source: string) =>
  new ProblemException(404, {
    code: 'KNOWLEDGE.UNKNOWN_SOURCE',
    detail: `Workspace ${workspace} has no source of articles ${source}.`,
  });
