import { Controller, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Bundle } from '@deskstream/conversation-bundle';
import { contentsOf } from '@deskstream/conversation-bundle';
import type { FastifyReply } from 'fastify';
import { publishAct } from '../acts/act-on-session';
import { BundleQuery, ExportBody } from '../acts/acts.dto';
import { reasonOf } from '../acts/reason-of';
import { By } from '../access/http/asking';
import { Foresees } from '../access/http/foresees';
import { Needs } from '../access/http/needs';
import { AuditAccess } from '../http/audit-access';
import { storedText } from '../http/stored-text';
import { unknownSession } from '../http/unknown-session';
import { DescribesBody, DescribesQuery, ValidBody, ValidQuery } from '../http/validated';
import { bundleAsHtml } from './bundle-as-html';
import { exportSession } from './export-session';

const KEY = { name: 'key', description: 'Session key, URL-encoded: workspace/vendor/conversation' };

@ApiTags('sessions')
@Needs('engineer')
@Controller('sessions')
export class BundleController {
  constructor(@Inject(AuditAccess) private readonly access: AuditAccess) {}

  @Get(':key/bundle')
  @ApiParam(KEY)
  @DescribesQuery(BundleQuery)
  @ApiOperation({
    summary:
      'The session as one redacted file: JSON, or a page that opens offline; noted in its log',
  })
  async read(
    @Param('key', storedText) key: string,
    @ValidQuery(BundleQuery) query: BundleQuery,
    @By() operator: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const reason = reasonOf(query);
    const bundle = await this.bundle(key, query);
    await this.note(key, { text: bundle.text, operator, reason });
    await send(reply, bundle, query.as);
  }

  @Post(':key/bundle')
  @Foresees('body', true)
  @HttpCode(200)
  @ApiParam(KEY)
  @DescribesBody(ExportBody)
  @ApiOperation({
    summary:
      'Export the session: says what would be in the file; without `dryRun` the file, noted in its log',
  })
  async export(
    @Param('key', storedText) key: string,
    @ValidBody(ExportBody) body: ExportBody,
    @By() operator: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { dryRun, mask } = body;
    const reason = dryRun ? '' : reasonOf(body);
    const bundle = await this.bundle(key, { mask });
    if (dryRun) {
      await reply.send({ dryRun, contents: contentsOf(bundle) });
      return;
    }
    await this.note(key, { text: bundle.text, operator, reason });
    await send(reply, bundle, body.as);
  }

  /** Before the file leaves: who exported it, and why. */
  private async note(
    key: string,
    data: Pick<Bundle, 'text'> & { readonly operator: string; readonly reason: string },
  ): Promise<void> {
    await publishAct(this.access.parts, key, { type: 'SessionExported', data });
  }

  private async bundle(key: string, how: { readonly mask: boolean }): Promise<Bundle> {
    const bundle = await exportSession(this.access.parts, key, how);
    if (bundle === null) throw unknownSession(key);
    return bundle;
  }
}

const send = async (reply: FastifyReply, bundle: Bundle, as: 'json' | 'html'): Promise<void> => {
  const file = as === 'html' ? await bundleAsHtml(bundle) : JSON.stringify(bundle);
  await reply
    .type(as === 'html' ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8')
    .header('content-disposition', `attachment; filename="deskstream-session.${as}"`)
    .header('x-content-type-options', 'nosniff')
    .send(file);
};
