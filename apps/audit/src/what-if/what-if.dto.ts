import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  NotContains,
} from 'class-validator';
import { IsStoredText } from '../http/stored-text';
import { ChangeBody } from '../settings/dto';

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

/** A run goes on by itself, so that it may take more. */
export const MOST_OF_A_RUN = 5_000;

const IsKnowledgeTime = (): PropertyDecorator =>
  Matches(/^(?:now|recorded|\d{4}-\d{2}-\d{2}T.+|\d{1,15})$/, {
    message: '$property: expected now, recorded, or a time as in 2026-11-21T16:00Z',
  });

export class WhatIfChangeBody extends ChangeBody {
  @ApiPropertyOptional({ type: Object, description: 'What of the rules is different' })
  @IsObject()
  rules: Record<string, unknown> = {};

  @ApiPropertyOptional({ type: String, description: 'Another model; extractive: none' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  model?: string;

  @ApiPropertyOptional({ type: [String], description: 'Prompts: whole files, or answer/1' })
  @IsArray()
  @ArrayMaxSize(3)
  @IsString({ each: true })
  @MaxLength(40_000, { each: true })
  prompts: string[] = [];

  @ApiPropertyOptional({ type: String, description: 'Articles: now, recorded, or of a time' })
  @IsOptional()
  @IsString()
  @IsKnowledgeTime()
  knowledge?: string;

  @ApiPropertyOptional({ type: Boolean, default: false, description: 'Ask everything again' })
  @IsBoolean()
  rerun = false;

  @ApiPropertyOptional({
    type: Boolean,
    default: false,
    description: 'Ask what the record has no answer for',
  })
  @IsBoolean()
  answerer = false;

  @ApiPropertyOptional({
    type: Boolean,
    default: false,
    description: 'Ask the baseline again even if that costs money',
  })
  @IsBoolean()
  baseline = false;

  @ApiPropertyOptional({ type: [String], description: 'Session keys' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_OF_A_RUN)
  @IsString({ each: true })
  @MaxLength(500, { each: true })
  @NotContains('\u0000', { each: true })
  sessions?: string[];

  @ApiPropertyOptional({ type: String, description: 'Sessions of an evaluation set' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  @IsStoredText()
  set?: string;

  @ApiPropertyOptional({ type: String, description: 'Sessions as their list finds them' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  @IsStoredText()
  q?: string;

  @ApiPropertyOptional({ type: String, enum: ['ai', 'person', 'nobody'] })
  @IsOptional()
  @IsIn(['ai', 'person', 'nobody'])
  owner?: string;

  @ApiPropertyOptional({ type: String, description: 'Only sessions of this workspace' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  @IsStoredText()
  workspace?: string;

  @ApiPropertyOptional({ type: Number, default: 500, minimum: 1, maximum: MOST_OF_A_RUN })
  @IsInt()
  @Min(1)
  @Max(MOST_OF_A_RUN)
  limit = 500;

  @ApiPropertyOptional({ type: String, description: 'Heads the report' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  title?: string;
}

export class ReportQuery {
  @ApiPropertyOptional({ type: String, enum: ['html', 'json'], default: 'json' })
  @IsIn(['html', 'json'])
  format = 'json';
}
