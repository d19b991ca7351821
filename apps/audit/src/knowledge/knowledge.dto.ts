import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, Min } from 'class-validator';
import { ForeseenBody } from '../settings/dto';

export class AtQuery {
  @ApiPropertyOptional({
    type: Number,
    description: 'Milliseconds since the epoch; now without it',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  at?: number;
}

export class SyncBody extends ForeseenBody {
  @ApiPropertyOptional({
    type: Boolean,
    description: 'Most articles of the source may be gone for good (SOURCE.MANY_REMOVED)',
    default: false,
  })
  @IsOptional()
  @IsBoolean()
  acceptRemovals?: boolean;
}
