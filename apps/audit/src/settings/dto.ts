import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, IsString, MaxLength, Min, MinLength } from 'class-validator';

export class ChangeBody {
  @ApiPropertyOptional({ type: String, description: 'Who makes the change', default: 'api' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  changedBy?: string;

  @ApiPropertyOptional({ type: String, description: 'Why' })
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  reason?: string;
}

/** Of what only reads, and can be told before it is done. */
export class ForeseenBody extends ChangeBody {
  @ApiPropertyOptional({
    type: Boolean,
    default: false,
    description: 'Only say what would be done',
  })
  @IsBoolean()
  @Transform(({ value }: { value: unknown }) => value ?? false)
  dryRun = false;
}

export class RollBackBody extends ChangeBody {
  @ApiProperty({ type: Number, description: 'The version to bring back' })
  @IsInt()
  @Min(1)
  version!: number;
}

export class SecretsBody extends ChangeBody {
  @ApiPropertyOptional({ type: String, writeOnly: true, description: 'Replaces the token in use' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  accessToken?: string;

  @ApiPropertyOptional({
    type: String,
    writeOnly: true,
    description: 'Counts at once, beside those in use',
  })
  @IsOptional()
  @IsString()
  @MinLength(1)
  addSigningSecret?: string;

  @ApiPropertyOptional({ type: String, description: 'Mask of the one that counts no more' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  retireSigningSecret?: string;
}

export class DryRunQuery {
  @ApiPropertyOptional({ type: Boolean, default: false, description: 'Only say what would change' })
  @Transform(({ value }: { value: unknown }) => value === 'true' || value === true)
  @IsBoolean()
  dryRun = false;
}

export class DiffQuery {
  @ApiPropertyOptional({
    type: Number,
    description: 'The version before `to` without it; 0: nothing',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  from?: number;

  @ApiPropertyOptional({ type: Number, description: 'The version in force without it' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  to?: number;
}
