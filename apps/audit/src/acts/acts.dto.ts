import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  MaxLength,
  MinLength,
  ValidateIf,
} from 'class-validator';
import { IsStoredText } from '../http/stored-text';

/** Whoever acts says first what it would do, then why it is done. */
export class ActedBody {
  @ApiPropertyOptional({ type: String, description: 'Why; needed unless `dryRun`' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  @IsStoredText()
  reason?: string;

  @ApiPropertyOptional({ type: String, description: 'Who does it', default: 'api' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  changedBy?: string;

  @ApiPropertyOptional({ type: Boolean, default: true, description: 'Only say what would be done' })
  @IsBoolean()
  @Transform(({ value }: { value: unknown }) => value ?? true)
  dryRun = true;
}

const SESSION_ACTS = ['hand-back', 'hand-off', 'set-mode'] as const;
export type SessionAct = (typeof SESSION_ACTS)[number];

const MODES = ['autopilot', 'assist', 'watch'] as const;

export class SessionActBody extends ActedBody {
  @ApiProperty({
    enum: SESSION_ACTS,
    description: 'Give it back to the AI, hand it to the team now, or set what the AI may do in it',
  })
  @IsIn(SESSION_ACTS)
  act!: SessionAct;

  @ApiPropertyOptional({ enum: MODES, description: 'Of `set-mode`' })
  @ValidateIf(({ act }: SessionActBody) => act === 'set-mode')
  @IsIn(MODES)
  mode?: (typeof MODES)[number];
}

export class ExportBody extends ActedBody {
  @ApiPropertyOptional({ enum: ['json', 'html'], default: 'json' })
  @IsIn(['json', 'html'])
  @Transform(({ value }: { value: unknown }) => value ?? 'json')
  as: 'json' | 'html' = 'json';

  @ApiPropertyOptional({
    type: Boolean,
    default: false,
    description: 'Leave every message text out',
  })
  @IsBoolean()
  @Transform(({ value }: { value: unknown }) => value ?? false)
  mask = false;
}

export class BundleQuery {
  @ApiProperty({ type: String, description: 'Why; it is recorded in the session' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  @IsStoredText()
  reason?: string;

  @ApiPropertyOptional({ enum: ['json', 'html'], default: 'json' })
  @IsIn(['json', 'html'])
  as: 'json' | 'html' = 'json';

  @ApiPropertyOptional({
    type: Boolean,
    default: false,
    description: 'Leave every message text out',
  })
  @Transform(({ value }: { value: unknown }) => value === 'true' || value === true)
  @IsBoolean()
  mask = false;
}
