import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { ActedBody } from '../acts/acts.dto';
import { IsStoredText } from '../http/stored-text';
import { ChangeBody } from '../settings/dto';

const EXPECTATIONS = ['answer', 'handoff', 'quiet', 'suggest'] as const;
const MOST_TEXTS = 20;
const LONGEST = 500;

const Texts =
  (description: string): PropertyDecorator =>
  (target, property) => {
    for (const decorate of [
      ApiPropertyOptional({ type: [String], description }),
      IsOptional(),
      IsArray(),
      ArrayMaxSize(MOST_TEXTS),
      IsString({ each: true }),
      MinLength(1, { each: true }),
      MaxLength(LONGEST, { each: true }),
    ])
      decorate(target, property);
  };

export class CaseBody extends ChangeBody {
  @ApiProperty({ type: String, description: 'Session key: workspace/vendor/conversation' })
  @IsString()
  @MaxLength(LONGEST)
  @IsStoredText()
  session!: string;

  @ApiProperty({ enum: EXPECTATIONS, description: 'What should come of its last question' })
  @IsIn(EXPECTATIONS)
  expect!: (typeof EXPECTATIONS)[number];

  @ApiPropertyOptional({ type: String, description: 'Name of the case; of the session without it' })
  @IsOptional()
  @Matches(/^[\w.-]{1,100}$/)
  id?: string;

  @ApiPropertyOptional({ type: String, description: 'Why it is in the set' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST)
  @IsStoredText()
  note?: string;

  @ApiPropertyOptional({ type: Number, description: 'The last event that belongs to it' })
  @IsOptional()
  @IsInt()
  @Min(1)
  asOf?: number;

  @Texts('Ids or titles of which the reply must cite one')
  cite?: string[];

  @Texts('Words that the reply must have')
  mustSay?: string[];

  @Texts('Words that the reply must not have')
  mustNotSay?: string[];

  @ApiPropertyOptional({ type: String, description: 'Cause that the handoff must have' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  cause?: string;
}

const LONGEST_FILE = 1_000_000;

export class SetFileBody extends ActedBody {
  @ApiProperty({ type: String, description: 'The file, as YAML or JSON' })
  @IsString()
  @MaxLength(LONGEST_FILE)
  @IsStoredText()
  text!: string;
}

export class EvaluateBody extends ChangeBody {
  @ApiPropertyOptional({
    type: String,
    default: 'workspace',
    description: 'Another model of the same provider; extractive: none',
  })
  @IsString()
  @MaxLength(200)
  model = 'workspace';
}
