import type { PipeTransform } from '@nestjs/common';
import { BadRequestException } from '@nestjs/common';
import { NotContains } from 'class-validator';

/** PostgreSQL refuses it in any text: no stored name holds one. */
const NUL = '\u0000';

/** For names in a path: a NUL is a 400. */
export const storedText: PipeTransform<string, string> = {
  transform: (value) => {
    if (!value.includes(NUL)) return value;
    throw new BadRequestException('The address holds a NUL character; no stored name does.');
  },
};

/** For fields of a query. */
export const IsStoredText = (): PropertyDecorator =>
  NotContains(NUL, { message: '$property holds a NUL character; no stored text does' });
