import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { ForeseenBody } from '../settings/dto';

const WEEK = 604_800_000;

export class GapsBody extends ForeseenBody {
  @ApiPropertyOptional({
    type: Number,
    description: 'How far back to look, in milliseconds',
    default: 3_600_000,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(WEEK)
  sinceMs?: number;
}
