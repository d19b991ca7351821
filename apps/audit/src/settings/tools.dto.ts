import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsObject, IsOptional, IsString, MaxLength } from 'class-validator';

const CHANNELS = ['web', 'email', 'chat', 'sms', 'phone'] as const;

export class DryRunBody {
  @ApiProperty({ type: Object, description: 'As the model would give them' })
  @IsObject()
  arguments!: Record<string, unknown>;

  @ApiPropertyOptional({ enum: CHANNELS, default: 'web' })
  @IsOptional()
  @IsIn(CHANNELS)
  channel?: (typeof CHANNELS)[number];

  @ApiPropertyOptional({ type: String, default: 'intercom' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  vendor?: string;

  @ApiPropertyOptional({ type: Boolean, default: false })
  @IsOptional()
  @IsBoolean()
  send?: boolean;

  @ApiPropertyOptional({
    type: String,
    description:
      'What `send` carries; one of its own each time without it. Servers that know keys do the same key once',
  })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  idempotencyKey?: string;
}
