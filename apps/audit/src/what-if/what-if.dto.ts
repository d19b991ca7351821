import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  NotContains,
} from 'class-validator';
import { IsStoredText } from '../http/stored-text';

/** More run on the command line, where nobody waits for the answer. */
export const MOST_SESSIONS = 500;

export class WhatIfBody {
  @ApiProperty({
    type: Object,
    description: 'What of the rules is different, as in {"handleUnassigned": true}',
  })
  @IsObject()
  rules!: Record<string, unknown>;

  @ApiPropertyOptional({ type: [String], description: 'Session keys' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_SESSIONS)
  @IsString({ each: true })
  @MaxLength(500, { each: true })
  @NotContains('\u0000', { each: true })
  sessions?: string[];

  @ApiPropertyOptional({ type: String, description: 'The latest sessions that fit, without keys' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  @IsStoredText()
  q?: string;

  @ApiPropertyOptional({ type: String, description: 'Only sessions of this workspace' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  @IsStoredText()
  workspace?: string;

  @ApiPropertyOptional({ type: Number, default: 200, minimum: 1, maximum: MOST_SESSIONS })
  @IsInt()
  @Min(1)
  @Max(MOST_SESSIONS)
  limit = 200;
}
