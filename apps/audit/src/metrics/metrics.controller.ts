import { BadRequestException, Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { csvOf } from '@deskstream/conversation-metrics';
import { Needs, Unmasked } from '../access/http/needs';
import { AuditAccess } from '../http/audit-access';
import { DescribesQuery, ValidQuery } from '../http/validated';
import { chosenFilter } from './chosen-filter';
import { BehindQuery, MetricsQuery } from './metrics.dto';
import { conversationsBehind, readMetrics } from './metrics.query';

@ApiTags('metrics')
@Needs('viewer')
@Controller()
export class MetricsController {
  constructor(@Inject(AuditAccess) private readonly access: AuditAccess) {}

  @Get('metrics')
  @Unmasked()
  @DescribesQuery(MetricsQuery)
  @ApiOperation({ summary: 'Figures by period, each with its definition' })
  metrics(@ValidQuery(MetricsQuery) query: MetricsQuery) {
    return this.report(query);
  }

  @Get('metrics.csv')
  @Unmasked()
  @DescribesQuery(MetricsQuery)
  @ApiProduces('text/csv')
  @ApiOperation({ summary: 'The same as CSV: a row a period, a column a figure' })
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="metrics.csv"')
  async csv(@ValidQuery(MetricsQuery) query: MetricsQuery): Promise<string> {
    return csvOf(await this.report(query));
  }

  @Get('metrics/sessions')
  @DescribesQuery(BehindQuery)
  @ApiOperation({ summary: 'The conversations behind a figure, the latest first' })
  async sessions(@ValidQuery(BehindQuery) query: BehindQuery) {
    const { dataSource, clock } = this.access.parts;
    const behind = await conversationsBehind(dataSource, chosenFilter(query, clock.now()), query);
    if (behind !== null) return behind;
    throw new BadRequestException(
      `The figure ${query.figure} lists no conversations. Those that do have "lists" in GET /api/v1/metrics.`,
    );
  }

  private report(query: MetricsQuery) {
    const { dataSource, clock } = this.access.parts;
    return readMetrics(dataSource, chosenFilter(query, clock.now()));
  }
}
