import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Min } from 'class-validator';

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
