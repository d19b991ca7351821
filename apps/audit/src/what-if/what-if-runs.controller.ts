import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Report } from '@deskstream/conversation-what-if';
import { reportHtml } from '@deskstream/conversation-what-if';
import type { AskedWhatIf, Trial } from '@deskstream/platform-trials';
import {
  countRunners,
  createTrial,
  estimateOf,
  findTrial,
  listTrials,
  questionFor,
  questionOf,
  runWhatIf,
  turnTrial,
} from '@deskstream/platform-trials';
import { promptNames, templateOf } from '@deskstream/reasoning-prompts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { byOf } from '../access/http/asking';
import { Needs } from '../access/http/needs';
import { AuditAccess } from '../http/audit-access';
import { ProblemException } from '../http/problem.exception';
import { storedText } from '../http/stored-text';
import { DescribesBody, DescribesQuery, ValidBody, ValidQuery } from '../http/validated';
import { changeOf, chosenKeys, lanesFor, workspaceOf } from './asked-what-if';
import { ReportQuery, WhatIfChangeBody } from './what-if.dto';

/** Counted before anything is asked; beyond it the count is projected. */
const COUNTED = 300;

@ApiTags('what-if')
@Needs('engineer')
@Controller('what-if')
export class WhatIfRunsController {
  constructor(@Inject(AuditAccess) private readonly access: AuditAccess) {}

  @Get('options')
  @ApiOperation({
    summary: 'What can be different here: prompts, and models; and how many runners look for work',
  })
  async options() {
    const { dataSource, settings } = this.access.parts;
    return {
      runners: await countRunners(dataSource),
      prompts: promptNames.map(promptFile),
      models: settings
        .all()
        .flatMap(({ workspace, model }) =>
          model?.enabled === true
            ? [{ workspace, model: model.model, currency: model.currency }]
            : [],
        ),
    };
  }

  @Post('estimate')
  @HttpCode(200)
  @DescribesBody(WhatIfChangeBody)
  @ApiOperation({ summary: 'How many sessions, and what a model would be asked; asks nothing' })
  async estimate(@ValidBody(WhatIfChangeBody) body: WhatIfChangeBody) {
    const change = changeOf(body);
    const { parts } = this.access;
    const keys = await chosenKeys(parts, body);
    const lanes = lanesFor(parts, change, workspaceOf(keys));
    const runs = estimateOf(lanes, 0) === null ? 0 : await this.runsOf(keys, change);
    return {
      sessions: keys.length,
      answerer: lanes.candidate?.name ?? null,
      baseline: lanes.baseline?.name ?? null,
      estimate: estimateOf(lanes, runs),
    };
  }

  @Post('runs')
  @HttpCode(202)
  @DescribesBody(WhatIfChangeBody)
  @ApiOperation({ summary: 'Start a what-if; it goes on by itself and survives a restart' })
  async start(
    @ValidBody(WhatIfChangeBody) body: WhatIfChangeBody,
    @Req() request: FastifyRequest,
  ): Promise<Trial> {
    const change = changeOf(body);
    const { parts } = this.access;
    const items = await chosenKeys(parts, body);
    const workspace = workspaceOf(items);
    const lanes = lanesFor(parts, change, workspace);
    const question = questionFor(change, lanes, body.title);
    const asked: AskedWhatIf = { change, workspace, question };
    const { title } = question;
    const createdBy = byOf(request);
    return createTrial(
      parts.dataSource,
      { kind: 'what-if', title, asked, items, createdBy, set: null },
      parts.clock.now(),
    );
  }

  @Get('runs')
  @ApiOperation({ summary: 'What-ifs, the latest first' })
  runs() {
    return listTrials(this.access.parts.dataSource, 'what-if');
  }

  @Get('runs/:id')
  @ApiOperation({ summary: 'How far a what-if is; its report once it is done' })
  async run(@Param('id', storedText) id: string) {
    const { outcome, asked, ...trial } = await this.mustExist(id);
    const { change } = asked as AskedWhatIf;
    const runners = await countRunners(this.access.parts.dataSource);
    return { ...trial, change, runners, report: outcome };
  }

  @Get('runs/:id/report')
  @DescribesQuery(ReportQuery)
  @ApiOperation({ summary: 'The report as a file, JSON or one HTML page' })
  async report(
    @Param('id', storedText) id: string,
    @ValidQuery(ReportQuery) { format }: ReportQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { outcome, endedAt } = await this.mustExist(id);
    if (outcome === null)
      throw new ProblemException(409, {
        code: 'WHAT_IF.NOT_DONE',
        detail: 'This what-if is not done yet: there is no report. Wait for it.',
      });
    const report = outcome as Report;
    const isHtml = format === 'html';
    await reply
      .type(isHtml ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8')
      .header('content-disposition', `attachment; filename="what-if-${id.slice(0, 8)}.${format}"`)
      .send(isHtml ? reportHtml(report, { at: endedAt ?? 0 }) : JSON.stringify(report, null, 2));
  }

  @Post('runs/:id/stop')
  @HttpCode(200)
  @ApiOperation({ summary: 'Stop a what-if; what is done is kept' })
  stop(@Param('id', storedText) id: string) {
    return this.turn(id, 'stopped');
  }

  @Post('runs/:id/resume')
  @HttpCode(200)
  @ApiOperation({ summary: 'Go on with a what-if where it was stopped or failed' })
  resume(@Param('id', storedText) id: string) {
    return this.turn(id, 'waiting');
  }

  private async turn(id: string, to: 'stopped' | 'waiting') {
    await this.mustExist(id);
    await turnTrial(this.access.parts.dataSource, id, to);
    return this.run(id);
  }

  private async mustExist(id: string) {
    const found = await findTrial(this.access.parts.dataSource, 'what-if', id);
    if (found !== null) return found;
    throw new ProblemException(404, {
      code: 'WHAT_IF.UNKNOWN_RUN',
      detail: `There is no what-if ${id}. The last hundred are kept.`,
    });
  }

  private async runsOf(
    keys: readonly string[],
    change: ReturnType<typeof changeOf>,
  ): Promise<number> {
    const { index, settings } = this.access.parts;
    const some = keys.slice(0, COUNTED);
    const signal = this.access.whileOpen(new AbortController().signal);
    let runs = 0;
    for await (const outcome of runWhatIf({ index, settings }, some, questionOf(change), signal))
      if (outcome.ok) runs += outcome.result.asks;
    return Math.ceil((runs * keys.length) / Math.max(1, some.length));
  }
}

/** As a file of its own would have it, ready to be changed. */
const promptFile = (name: (typeof promptNames)[number]) => {
  const { id, version, text } = templateOf(name);
  return { id, version, text: `---\nid: ${id}\nversion: ${version}\n---\n\n${text}\n` };
};
