import { Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { EvaluationSet } from '@deskstream/conversation-what-if';
import { describeProblems } from '@deskstream/platform-settings';
import { reasonOf } from '../acts/reason-of';
import { By } from '../access/http/asking';
import { Foresees } from '../access/http/foresees';
import { Needs } from '../access/http/needs';
import { AuditAccess } from '../http/audit-access';
import { ProblemException } from '../http/problem.exception';
import { storedText } from '../http/stored-text';
import { DescribesBody, ValidBody } from '../http/validated';
import { SetFileBody } from './evaluation.dto';
import { foreseeImport, importSet } from './import-set';
import { readSetFile } from './read-set-file';

@ApiTags('evaluation')
@Needs('engineer')
@Controller('evaluation-sets')
export class SetFileController {
  constructor(@Inject(AuditAccess) private readonly access: AuditAccess) {}

  @Post(':set/file')
  @Foresees('body', true)
  @HttpCode(200)
  @DescribesBody(SetFileBody)
  @ApiOperation({
    summary:
      'Make a set exactly what a file has, as YAML or JSON; what is wrong in it is told by line. Dry run by default',
  })
  async import(
    @Param('set', storedText) name: string,
    @ValidBody(SetFileBody) body: SetFileBody,
    @By() by: string,
  ) {
    const { dryRun, text } = body;
    const set = { ...setIn(text), name };
    const { dataSource, clock } = this.access.parts;
    if (dryRun) return { set: name, dryRun, ...(await foreseeImport(dataSource, set)) };
    reasonOf(body);
    const effect = await importSet(dataSource, set, { by, at: clock.now() });
    return { set: name, dryRun, ...effect };
  }
}

const setIn = (text: string): EvaluationSet => {
  const file = readSetFile(text);
  if (file.kind === 'read') return file.set;
  throw new ProblemException(400, {
    code: 'EVALUATION.INVALID_SET',
    detail: describeProblems(
      file.problems.map((each) => ({ ...each, field: `line ${each.line}, ${each.field}` })),
    ),
    problems: file.problems,
  });
};
