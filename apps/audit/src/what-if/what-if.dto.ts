import { applyDecorators } from '@nestjs/common';
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
const MOST_SESSIONS = 500;

/** A run goes on by itself, so that it may take more. */
const MOST_OF_A_RUN = 5_000;

const SessionKeys = (most: number): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: [String], description: 'Session keys' }),
    IsOptional(),
    IsArray(),
    ArrayMaxSize(most),
    IsString({ each: true }),
    MaxLength(500, { each: true }),
    NotContains('\u0000', { each: true }),
  );

const SearchText = (description: string, maxLength: number): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, description }),
    IsOptional(),
    IsString(),
    MaxLength(maxLength),
    IsStoredText(),
  );

const AtMost = (most: number, byDefault: number): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: Number, default: byDefault, minimum: 1, maximum: most }),
    IsInt(),
    Min(1),
    Max(most),
  );

export class WhatIfBody {
  @ApiProperty({
    type: Object,
    description: 'What of the rules is different, as in {"handleUnassigned": true}',
  })
  @IsObject()
  rules!: Record<string, unknown>;

  @SessionKeys(MOST_SESSIONS)
  sessions?: string[];

  @SearchText('The latest sessions that fit, without keys', 500)
  q?: string;

  @SearchText('Only sessions of this workspace', 100)
  workspace?: string;

  @AtMost(MOST_SESSIONS, 200)
  limit = 200;
}

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

  @SessionKeys(MOST_OF_A_RUN)
  sessions?: string[];

  @SearchText('Sessions of an evaluation set', 200)
  set?: string;

  @SearchText('Sessions as their list finds them', 500)
  q?: string;

  @ApiPropertyOptional({ type: String, enum: ['ai', 'person', 'nobody'] })
  @IsOptional()
  @IsIn(['ai', 'person', 'nobody'])
  owner?: string;

  @SearchText('Only sessions of this workspace', 100)
  workspace?: string;

  @AtMost(MOST_OF_A_RUN, 500)
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
