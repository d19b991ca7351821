import { Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { AnyInput } from '@deskstream/contracts';
import { By } from '../access/http/asking';
import { Foresees } from '../access/http/foresees';
import { Needs } from '../access/http/needs';
import { AuditAccess } from '../http/audit-access';
import { storedText } from '../http/stored-text';
import { unknownSession } from '../http/unknown-session';
import { DescribesBody, ValidBody } from '../http/validated';
import { foreseeAct, publishAct } from './act-on-session';
import { SessionActBody } from './acts.dto';
import { reasonOf } from './reason-of';

@ApiTags('sessions')
@Controller('sessions')
export class SessionActsController {
  constructor(@Inject(AuditAccess) private readonly access: AuditAccess) {}

  @Post(':key/acts')
  @Foresees('body', true)
  @Needs('engineer')
  @HttpCode(200)
  @DescribesBody(SessionActBody)
  @ApiParam({ name: 'key', description: 'Session key, URL-encoded: workspace/vendor/conversation' })
  @ApiOperation({
    summary: 'Hand back to the AI, hand off, or set the mode of one session; dry run by default',
  })
  async act(
    @Param('key', storedText) key: string,
    @ValidBody(SessionActBody) body: SessionActBody,
    @By() by: string,
  ) {
    const { dryRun } = body;
    const reason = dryRun ? (body.reason ?? '…') : reasonOf(body);
    const input = inputOf(body, { operator: by, reason });
    const foreseen = await foreseeAct(this.access.parts, key, input);
    if (foreseen === null) throw unknownSession(key);
    const done = dryRun ? {} : await publishAct(this.access.parts, key, input);
    return { dryRun, foreseen, ...done };
  }
}

const inputOf = (
  { act, mode = 'autopilot' }: SessionActBody,
  { operator, reason }: { readonly operator: string; readonly reason: string },
): AnyInput => {
  switch (act) {
    case 'hand-back':
      return { type: 'OperatorHandedBack', data: { operator, reason } };
    case 'hand-off':
      return { type: 'OperatorHandedOff', data: { operator, reason } };
    case 'set-mode':
      return { type: 'SessionModeSet', data: { mode, operator, reason } };
  }
};
