import { Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { SessionResult } from '@deskstream/conversation-what-if';
import { reportOf } from '@deskstream/conversation-what-if';
import type { Outcome } from '@deskstream/platform-trials';
import { runWhatIf } from '@deskstream/platform-trials';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { Needs } from '../access/http/needs';
import { AuditAccess } from '../http/audit-access';
import { DescribesBody, ValidBody } from '../http/validated';
import { listSessions } from '../queries/sessions.query';
import { validRules } from './valid-rules';
import { WhatIfBody } from './what-if.dto';

@ApiTags('what-if')
@Needs('engineer')
@Controller('what-if')
export class WhatIfController {
  constructor(@Inject(AuditAccess) private readonly access: AuditAccess) {}

  @Post()
  @HttpCode(200)
  @DescribesBody(WhatIfBody)
  @ApiOperation({
    summary:
      'Decide recorded sessions again under other rules; with Accept: application/x-ndjson a line per session, the report last',
  })
  async run(
    @ValidBody(WhatIfBody) body: WhatIfBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const rules = validRules(body.rules);
    const left = new AbortController();
    request.raw.once('close', () => {
      if (!reply.raw.writableEnded) left.abort();
    });
    const keys = await this.keysOf(body);
    const { index, settings } = this.access.parts;
    const signal = this.access.whileOpen(left.signal);
    const lines = told(runWhatIf({ index, settings }, keys, { rules }, signal), body, keys.length);
    if (String(request.headers.accept).includes('application/x-ndjson')) {
      await reply.type('application/x-ndjson').send(Readable.from(asText(lines)));
      return;
    }
    let last: Line = {};
    for await (const line of lines) last = line;
    await reply.send(last.report ?? {});
  }

  private async keysOf({ sessions, q, workspace, limit }: WhatIfBody): Promise<readonly string[]> {
    if (sessions !== undefined) return sessions;
    const { items } = await listSessions(this.access.parts.dataSource, {
      limit,
      ...(q === undefined ? {} : { q }),
      ...(workspace === undefined ? {} : { workspace }),
    });
    return items.map(({ key }) => key);
  }
}

interface Line {
  readonly done?: number;
  readonly total?: number;
  readonly key?: string;
  /** Decisions that come out otherwise. */
  readonly changes?: number;
  readonly because?: string;
  readonly report?: ReturnType<typeof reportOf>;
}

/** A line for each session, then the report. */
async function* told(
  outcomes: AsyncIterable<Outcome>,
  { rules }: WhatIfBody,
  total: number,
): AsyncGenerator<Line> {
  const results: SessionResult[] = [];
  const failed: { key: string; because: string }[] = [];
  for await (const outcome of outcomes) {
    if (outcome.ok) results.push(outcome.result);
    else failed.push({ key: outcome.key, because: outcome.because });
    const done = results.length + failed.length;
    yield {
      ...{ done, total, key: outcome.key },
      ...(outcome.ok ? { changes: outcome.result.changes.length } : { because: outcome.because }),
    };
  }
  const candidate = Object.entries(rules).map(([name, rule]) => `${name}: ${JSON.stringify(rule)}`);
  yield { report: reportOf({ title: candidate.join(', '), candidate }, results, failed) };
}

async function* asText(lines: AsyncIterable<Line>): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`;
}
