import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Interval } from '@deskstream/conversation-metrics';
import { INTERVALS, isTimeZone } from '@deskstream/conversation-metrics';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
} from 'class-validator';
import { IsStoredText } from '../http/stored-text';

const IsTimeZone = (): PropertyDecorator =>
  ValidateBy({
    name: 'isTimeZone',
    validator: {
      validate: (value) => typeof value === 'string' && isTimeZone(value),
      defaultMessage: () =>
        '$property must be the name of a time zone, as in Europe/Berlin, or UTC',
    },
  });

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const CALENDAR = { strict: true };

export class MetricsQuery {
  @ApiPropertyOptional({ type: String, description: 'Only this workspace' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  @IsStoredText()
  workspace?: string;

  @ApiPropertyOptional({ type: String, description: 'Only this help desk, as in intercom' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  @IsStoredText()
  vendor?: string;

  @ApiPropertyOptional({ enum: ['web', 'email', 'chat', 'sms', 'phone'] })
  @IsOptional()
  @IsIn(['web', 'email', 'chat', 'sms', 'phone'])
  channel?: string;

  @ApiPropertyOptional({ type: String, description: 'First day; without it 28 days are counted' })
  @IsOptional()
  @Matches(DAY, { message: '$property must be a day, as in 2026-11-21' })
  @IsISO8601(CALENDAR)
  from?: string;

  @ApiPropertyOptional({ type: String, description: 'Last day, included; without it today' })
  @IsOptional()
  @Matches(DAY, { message: '$property must be a day, as in 2026-11-21' })
  @IsISO8601(CALENDAR)
  to?: string;

  @ApiPropertyOptional({
    type: String,
    default: 'UTC',
    description: 'Whose days they are, as in Europe/Berlin',
  })
  @IsTimeZone()
  timeZone = 'UTC';

  @ApiPropertyOptional({ enum: INTERVALS, default: 'day' })
  @IsIn(INTERVALS)
  interval: Interval = 'day';
}

export class BehindQuery extends MetricsQuery {
  @ApiProperty({ type: String, description: 'Name of the figure, as in handed_off' })
  @IsString()
  @MaxLength(100)
  figure!: string;

  @ApiPropertyOptional({ type: String, description: '`next` of the page before' })
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  @IsStoredText()
  cursor?: string;

  @ApiPropertyOptional({ type: Number, default: 50, minimum: 1, maximum: 200 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit = 50;
}
