import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AuditAccess } from '../../http/audit-access';
import { DescribesQuery, ValidQuery } from '../../http/validated';
import type { RecordedAct } from '../stores/acts';
import { ActsListQuery } from './access.dto';
import { Needs, Unmasked } from './needs';

@ApiTags('access')
@Needs('admin')
@Unmasked()
@Controller('access/acts')
export class ActsController {
  constructor(@Inject(AuditAccess) private readonly audit: AuditAccess) {}

  @Get()
  @DescribesQuery(ActsListQuery)
  @ApiOperation({ summary: 'Who viewed and did what, the latest first' })
  list(@ValidQuery(ActsListQuery) query: ActsListQuery): Promise<readonly RecordedAct[]> {
    return this.audit.parts.access.acts.list(query);
  }
}
