import { fieldsOf, listOf, parseJson } from '../payload';

/** Scopes that a token lists (a JWT with `scopes`); `null` for every other token. */
export const claimedScopes = (token: string): readonly string[] | null => {
  const claims = token.split('.').length === 3 ? (token.split('.')[1] ?? '') : '';
  const { scopes } = fieldsOf(parseJson(Buffer.from(claims, 'base64url'))?.value);
  return Array.isArray(scopes)
    ? listOf(scopes).filter((each): each is string => typeof each === 'string')
    : null;
};
