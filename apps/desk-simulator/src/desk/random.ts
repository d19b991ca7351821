import { createHash } from 'node:crypto';

/** A UUID that is a pure function of its ingredients, so that a seed repeats every id. */
export const uuidOf = (...ingredients: readonly (string | number)[]): string => {
  const hex = digest(ingredients);
  const variant = ((parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
};

/** In [0, 1), uniform over ingredients. */
export const chanceOf = (...ingredients: readonly (string | number)[]): number =>
  parseInt(digest(ingredients).slice(0, 12), 16) / 0x1000000000000;

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const digest = (ingredients: readonly (string | number)[]): string =>
  sha256(JSON.stringify(ingredients));
