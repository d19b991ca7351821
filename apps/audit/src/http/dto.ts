import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { ActedBody } from '../acts/acts.dto';
import { IsStoredText } from './stored-text';

export class SessionListQuery {
  @ApiPropertyOptional({
    type: String,
    description: 'Session key, vendor conversation id, delivery id, e-mail address, or text',
  })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  @IsStoredText()
  q?: string;

  @ApiPropertyOptional({ type: String })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  @IsStoredText()
  workspace?: string;

  @ApiPropertyOptional({ enum: ['ai', 'person', 'nobody'] })
  @IsOptional()
  @IsIn(['ai', 'person', 'nobody'])
  owner?: string;

  @ApiPropertyOptional({ enum: ['open', 'closed', 'deleted'] })
  @IsOptional()
  @IsIn(['open', 'closed', 'deleted'])
  status?: string;

  @ApiPropertyOptional({ type: String, description: '`next` of the page before' })
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  cursor?: string;

  @ApiPropertyOptional({ type: Number, default: 50, minimum: 1, maximum: 200 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit = 50;
}

export class FromQuery {
  @ApiPropertyOptional({ type: Number, default: 1, description: 'First seq' })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  from = 1;
}

export class EventsQuery extends FromQuery {
  @ApiPropertyOptional({
    enum: ['array', 'lines'],
    description: '`lines`: NDJSON, as with Accept: application/x-ndjson',
  })
  @IsOptional()
  @IsIn(['array', 'lines'])
  as?: 'array' | 'lines';
}

export class PassagesQuery {
  @ApiPropertyOptional({ type: Number, description: 'Only what this event recorded' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  seq?: number;
}

export class StateQuery {
  @ApiPropertyOptional({
    type: Number,
    description: 'Last seq to fold; the whole stream without it',
  })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  asOf = Number.MAX_SAFE_INTEGER;
}

export class RedriveBody extends ActedBody {
  @ApiPropertyOptional({ type: [String], description: 'Only these' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10_000)
  @IsString({ each: true })
  ids?: string[];

  @ApiPropertyOptional({ type: String, description: 'Only those whose cause contains this text' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  because?: string;
}

export class OperationsQuery {
  @ApiPropertyOptional({
    type: Number,
    default: 120_000,
    description: 'From how long on a customer who waits is listed, in milliseconds',
  })
  @Type(() => Number)
  @IsInt()
  @Min(0)
  silentMs = 120_000;
}
