import { InvalidArgumentError } from 'commander';

/** An option that counts: from 1. Anything else is refused with the option's name. */
export const wholeNumber = (text: string): number => {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected a whole number from 1.');
};
