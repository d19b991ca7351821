import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { IsStoredText } from '../../http/stored-text';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../passwords';
import type { Role } from '../role';
import { ROLES } from '../role';
import { LONGEST_DAYS } from '../stores/api-tokens';

const IsRole = () => IsIn(ROLES, { message: `role must be one of ${ROLES.join(', ')}` });

export class SignInBody {
  @ApiProperty({ type: String })
  @IsString()
  @MaxLength(320)
  @IsStoredText()
  email!: string;

  @ApiProperty({ type: String, writeOnly: true })
  @IsString()
  @MaxLength(LONGEST_PASSWORD)
  password!: string;
}

export class PasswordBody {
  @ApiProperty({ type: String, writeOnly: true, minLength: SHORTEST_PASSWORD })
  @IsString()
  @MinLength(SHORTEST_PASSWORD, {
    message: `A password has at least ${SHORTEST_PASSWORD} characters`,
  })
  @MaxLength(LONGEST_PASSWORD)
  password!: string;
}

export class OwnPasswordBody extends PasswordBody {
  @ApiProperty({ type: String, writeOnly: true, description: 'The one in use' })
  @IsString()
  @MaxLength(LONGEST_PASSWORD)
  current!: string;
}

export class NewUserBody extends PasswordBody {
  @ApiProperty({ type: String })
  @IsEmail({ require_tld: false }, { message: 'email must be an e-mail address' })
  @MaxLength(320)
  email!: string;

  @ApiPropertyOptional({ type: String })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  @IsStoredText()
  name?: string;

  @ApiProperty({ enum: ROLES })
  @IsRole()
  role!: Role;
}

export class UserChangeBody {
  @ApiPropertyOptional({ enum: ROLES })
  @IsOptional()
  @IsRole()
  role?: Role;

  @ApiPropertyOptional({ type: Boolean, description: 'Ends its sessions at once' })
  @IsOptional()
  @IsBoolean()
  disabled?: boolean;
}

export class NewTokenBody {
  @ApiProperty({ type: String, description: 'What it is for' })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  @IsStoredText()
  name!: string;

  @ApiProperty({ enum: ROLES })
  @IsRole()
  role!: Role;

  @ApiPropertyOptional({ type: Number, default: 90, description: 'Days until it expires' })
  @IsInt()
  @Min(1)
  @Max(LONGEST_DAYS)
  days = 90;
}

export class ActsListQuery {
  @ApiPropertyOptional({ type: String, description: 'A part of a name' })
  @IsOptional()
  @IsString()
  @MaxLength(320)
  @IsStoredText()
  who?: string;

  @ApiPropertyOptional({ type: String, description: 'A part of what it is about' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  @IsStoredText()
  about?: string;

  @ApiPropertyOptional({ enum: ['acts'], description: 'Without looks' })
  @IsOptional()
  @IsIn(['acts'])
  only?: 'acts';

  @ApiPropertyOptional({ type: String, description: 'Those before the record with this id' })
  @IsOptional()
  @Matches(/^\d{1,18}$/)
  before?: string;

  @ApiPropertyOptional({ type: Number, default: 100, minimum: 1, maximum: 500 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit = 100;
}
