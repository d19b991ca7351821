import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
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

export class EventsQuery {
  @ApiPropertyOptional({ type: Number, default: 1, description: 'First seq' })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  from = 1;
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

export class RedriveBody {
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

  @ApiPropertyOptional({ type: String, description: 'Why it is done' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  reason?: string;

  @ApiPropertyOptional({ type: Boolean, default: true, description: 'Only say what would be done' })
  @IsBoolean()
  @Transform(({ value }: { value: unknown }) => value ?? true)
  dryRun = true;
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
