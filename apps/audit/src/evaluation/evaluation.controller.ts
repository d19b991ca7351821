import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Req,
} from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { EvaluationSet } from '@deskstream/conversation-what-if';
import { hasCode, messageOf, parsePartitionKey } from '@deskstream/kernel';
import type { AskedEvaluation } from '@deskstream/platform-trials';
import {
  countRunners,
  createTrial,
  findTrial,
  listTrials,
  outcomesOf,
  turnTrial,
} from '@deskstream/platform-trials';
import type { FastifyRequest } from 'fastify';
import { Compile } from 'typebox/compile';
import { byOf } from '../access/http/asking';
import { Needs } from '../access/http/needs';
import { AuditAccess } from '../http/audit-access';
import { ProblemException } from '../http/problem.exception';
import { storedText } from '../http/stored-text';
import { DescribesBody, ValidBody } from '../http/validated';
import { orProblem } from '../what-if/asked-what-if';
import { CaseBody, EvaluateBody } from './evaluation.dto';
import { makeCase } from './make-case';
import { addCase, listSets, readSet, removeCase, replaceSet } from './sets.store';

const validator = Compile(EvaluationSet);

@ApiTags('evaluation')
@Needs('engineer')
@Controller('evaluation-sets')
export class EvaluationController {
  constructor(@Inject(AuditAccess) private readonly access: AuditAccess) {}

  @Get()
  @ApiOperation({ summary: 'Evaluation sets by name, with their number of cases' })
  list() {
    return listSets(this.access.parts.dataSource);
  }

  @Get(':set')
  @ApiOperation({ summary: 'One set as its file has it: "deskstream evaluate" takes it' })
  async read(@Param('set', storedText) name: string): Promise<EvaluationSet> {
    const set = await readSet(this.access.parts.dataSource, name);
    if (set !== null) return set;
    throw new ProblemException(404, {
      code: 'EVALUATION.UNKNOWN_SET',
      detail: `There is no evaluation set ${name}. Make a case of a session, or put a set here.`,
    });
  }

  @Put(':set')
  @ApiBody({ schema: JSON.parse(JSON.stringify(EvaluationSet)) as object })
  @ApiOperation({ summary: 'Make a set exactly these cases' })
  async write(
    @Param('set', storedText) name: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ) {
    if (!validator.Check(body)) throw invalidSet(body);
    const { dataSource, clock } = this.access.parts;
    await replaceSet(dataSource, { ...body, name }, { by: byOf(request), at: clock.now() });
    return this.read(name);
  }

  @Post(':set/cases')
  @DescribesBody(CaseBody)
  @ApiOperation({ summary: 'Make a recorded session a case, up to its last question' })
  async add(
    @Param('set', storedText) name: string,
    @ValidBody(CaseBody) body: CaseBody,
    @Req() request: FastifyRequest,
  ) {
    const { dataSource, clock, index } = this.access.parts;
    const { changedBy: _by, reason: _reason, ...wish } = body;
    const made = await makeCase(index, wish).catch((error: unknown) => {
      if (hasCode(error, 'CASE.NO_SESSION')) throw problemOf(404, 'CASE.NO_SESSION', error);
      if (hasCode(error, 'CASE.NO_QUESTION')) throw problemOf(400, 'CASE.NO_QUESTION', error);
      throw error;
    });
    const outcome = await addCase(dataSource, name, made, { by: byOf(request), at: clock.now() });
    return { set: name, id: made.id, outcome, inputs: made.given.length };
  }

  @Delete(':set/cases/:case')
  @ApiOperation({ summary: 'Take a case out of a set' })
  async remove(@Param('set', storedText) name: string, @Param('case', storedText) id: string) {
    return { removed: await removeCase(this.access.parts.dataSource, name, id) };
  }

  @Get(':set/runs')
  @ApiOperation({ summary: 'Evaluations of a set, the latest first, and its figures over time' })
  async runs(@Param('set', storedText) name: string) {
    const { dataSource } = this.access.parts;
    const [runs, figures, runners] = await Promise.all([
      listTrials(dataSource, 'evaluation', name),
      outcomesOf(dataSource, name),
      countRunners(dataSource),
    ]);
    return { runs, figures, runners };
  }

  @Post(':set/runs')
  @HttpCode(202)
  @DescribesBody(EvaluateBody)
  @ApiOperation({ summary: 'Play a set by the rules and the articles of now' })
  async start(
    @Param('set', storedText) name: string,
    @ValidBody(EvaluateBody) { model }: EvaluateBody,
    @Req() request: FastifyRequest,
  ) {
    const { dataSource, clock, answerers } = this.access.parts;
    const set = await this.read(name);
    const workspace = parsePartitionKey(set.cases[0]?.session ?? '')?.workspace ?? '';
    const choice = { model, workspace, prompts: [], knowledge: 'now' } as const;
    const { name: answerer } = orProblem(() => answerers.describe(choice));
    const asked: AskedEvaluation = { set, model, answerer };
    return createTrial(
      dataSource,
      {
        ...{ kind: 'evaluation', title: `${name} by ${answerer}`, createdBy: byOf(request) },
        ...{ set: name, asked, items: set.cases.map(({ id }) => id) },
      },
      clock.now(),
    );
  }

  @Get(':set/runs/:id')
  @ApiOperation({ summary: 'One evaluation; once it is done, what came of each case' })
  async run(@Param('set', storedText) name: string, @Param('id', storedText) id: string) {
    const found = await findTrial(this.access.parts.dataSource, 'evaluation', id);
    if (found !== null && found.set === name) return withoutAsked(found);
    throw new ProblemException(404, {
      code: 'EVALUATION.UNKNOWN_RUN',
      detail: `Set ${name} has no evaluation ${id}.`,
    });
  }

  @Post(':set/runs/:id/stop')
  @HttpCode(200)
  @ApiOperation({ summary: 'Stop an evaluation; what is done is kept' })
  stop(@Param('set', storedText) name: string, @Param('id', storedText) id: string) {
    return this.turn(name, id, 'stopped');
  }

  @Post(':set/runs/:id/resume')
  @HttpCode(200)
  @ApiOperation({ summary: 'Go on with an evaluation where it was stopped or failed' })
  resume(@Param('set', storedText) name: string, @Param('id', storedText) id: string) {
    return this.turn(name, id, 'waiting');
  }

  private async turn(name: string, id: string, to: 'stopped' | 'waiting') {
    await this.run(name, id);
    await turnTrial(this.access.parts.dataSource, id, to);
    return this.run(name, id);
  }
}

const withoutAsked = <T extends { readonly asked: unknown }>({ asked: _asked, ...rest }: T) => rest;

const problemOf = (status: number, code: string, error: unknown): ProblemException =>
  new ProblemException(status, { code, detail: messageOf(error) });

const invalidSet = (body: unknown): ProblemException => {
  const [first] = validator.Errors(body);
  return new ProblemException(400, {
    code: 'EVALUATION.INVALID_SET',
    detail: `${first?.instancePath || '/'} ${first?.message ?? 'is not an evaluation set'}`,
  });
};
