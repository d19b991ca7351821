import {
  BadRequestException,
  Controller,
  Get,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Post,
} from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { readOperations } from '../operations/operations.query';
import { listDeadLetters, redriveDeadLetters } from '../queries/dead-letters.query';
import { reasonOf } from '../acts/reason-of';
import { traceDelivery } from '../queries/deliveries.query';
import { readStatus } from '../queries/status.query';
import { By } from '../access/http/asking';
import { Foresees } from '../access/http/foresees';
import { Needs, Unmasked } from '../access/http/needs';
import { AuditAccess } from './audit-access';
import { OperationsQuery, RedriveBody } from './dto';
import { storedText } from './stored-text';
import { DescribesBody, DescribesQuery, ValidBody, ValidQuery } from './validated';

/** Milliseconds since the epoch; `null`: the log answers. */
interface Health {
  readonly logAwaySince: number | null;
}

const MAX_DEAD_LETTERS = 500;

@ApiTags('operations')
@Needs('viewer')
@Controller()
export class OperationsController {
  constructor(@Inject(AuditAccess) private readonly access: AuditAccess) {}

  @Get('deliveries/:id')
  @ApiOperation({ summary: 'What became of one delivery of the vendor' })
  async delivery(@Param('id', storedText) id: string) {
    const trace = await traceDelivery(this.access.parts, id);
    if (trace === null)
      throw new NotFoundException(
        `No delivery ${id} was accepted. Compare it with the vendor's own activity log.`,
      );
    return trace;
  }

  @Get('dead-letters')
  @ApiOperation({ summary: 'Records that could not be used, the latest first' })
  deadLetters() {
    return listDeadLetters(this.access.parts.log, MAX_DEAD_LETTERS);
  }

  @Post('dead-letters/redrive')
  @Foresees('body', true)
  @HttpCode(200)
  @Needs('engineer')
  @DescribesBody(RedriveBody)
  @ApiOperation({
    summary: 'Publish dead letters again to where they came from; dry run by default',
  })
  async redrive(@ValidBody(RedriveBody) body: RedriveBody, @By() by: string) {
    if (body.ids === undefined && body.because === undefined)
      throw new BadRequestException('Say which: `ids`, or `because` with a part of the cause.');
    const { log, clock } = this.access.parts;
    const { dryRun, ids, because } = body;
    const redriving = dryRun ? null : { operator: by, reason: reasonOf(body), at: clock.now() };
    const letters = await redriveDeadLetters(log, { ids, because, redriving });
    return { dryRun, letters };
  }

  @Get('operations')
  @DescribesQuery(OperationsQuery)
  @ApiOperation({
    summary: 'What needs a person now: customers who wait, errors by cause, the age of each queue',
  })
  operations(@ValidQuery(OperationsQuery) { silentMs }: OperationsQuery) {
    return readOperations(this.access.parts, silentMs);
  }

  @Get('health')
  @Unmasked()
  @ApiOperation({
    summary: 'Whether the log (Kafka) answers audit; without it pages show what PostgreSQL has',
  })
  health(): Health {
    const { logAway } = this.access.parts;
    return { logAwaySince: logAway?.() ?? null };
  }

  @Get('status')
  @Unmasked()
  @ApiOperation({ summary: 'Topics, and how far each consumer group is behind' })
  status() {
    return readStatus(this.access.parts.log);
  }
}
