import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { KnowledgeSyncRequested } from '@deskstream/contracts';
import { encodeKnowledgeRecord } from '@deskstream/contracts';
import { articlesAt, openKnowledgeLog, statusOf } from '@deskstream/platform-knowledge';
import type { KnowledgeLog, SourceStatus } from '@deskstream/platform-knowledge';
import { EVERYBODY } from '@deskstream/port-knowledge';
import type { CurrentArticle, SourceName } from '@deskstream/port-knowledge';
import { reasonOf } from '../acts/reason-of';
import type { AuditParts } from '../audit';
import { By } from '../access/http/asking';
import { Foresees } from '../access/http/foresees';
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
  @Foresees('body')
  @HttpCode(202)
  @Needs('engineer')
  @DescribesBody(SyncBody)
  @ApiOperation({
    summary: 'Ask for a sync of one source, soon (S087); with `dryRun`, what would be read',
  })
  async sync(
    @Param('workspace') workspace: string,
    @Param('source') id: string,
    @ValidBody(SyncBody) body: SyncBody,
    @By() by: string,
  ): Promise<SourceStatus & { readonly dryRun: boolean }> {
    const { dryRun } = body;
    const source = this.sourcesOf(workspace).find((each) => each.id === id);
    if (source === undefined) throw unknownSource(workspace, id);
    const name = { workspace, source: id };
    if (!dryRun) await this.request(name, { requestedBy: by, ...requestOf(body) });
    const history = this.history();
    await history.refresh();
    return { dryRun, ...statusOf(source, history.of(name)) };
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

  @Get('shared')
  @ApiOperation({
    summary: 'Articles of no source, as of KNOWLEDGE_FOLDER, that every workspace is answered from',
  })
  shared(@Param('workspace') workspace: string): Promise<readonly CurrentArticle[]> {
    this.sourcesOf(workspace);
    return this.access.parts.passages.currentArticles(EVERYBODY);
  }

  private request(name: SourceName, data: KnowledgeSyncRequested): Promise<unknown> {
    const { log, clock } = this.access.parts;
    const at = clock.now();
    return log.publish([
      encodeKnowledgeRecord({ ...name, at, type: 'KnowledgeSyncRequested', data }),
    ]);
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

const requestOf = (body: SyncBody) => ({
  reason: reasonOf(body),
  ...(body.acceptRemovals === true ? { acceptRemovals: true } : {}),
});

const unknownSource = (workspace: string, source: string) =>
  new ProblemException(404, {
    code: 'KNOWLEDGE.UNKNOWN_SOURCE',
    detail: `Workspace ${workspace} has no source of articles ${source}.`,
  });
