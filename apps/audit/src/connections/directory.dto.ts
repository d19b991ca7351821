import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';

export class LookBody {
  @ApiPropertyOptional({ type: String, description: 'The one in use without it' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  @Matches(/^https?:\/\/[^\s]+$/, { message: 'apiBaseUrl: expected an http(s) address' })
  apiBaseUrl?: string;

  @ApiPropertyOptional({
    type: String,
    writeOnly: true,
    description: 'The one in use without it; nothing is stored',
  })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(5_000)
  accessToken?: string;
}
