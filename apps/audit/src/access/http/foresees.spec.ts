import { isDryRun } from './foresees';

const IN_BODY = { where: 'body', byDefault: false } as const;
const BY_DEFAULT = { where: 'body', byDefault: true } as const;
const IN_QUERY = { where: 'query', byDefault: false } as const;

describe('a dry run', () => {
  it.each([
    ['it says so', { body: { dryRun: true }, query: {} }, IN_BODY, true],
    ['it says nothing', { body: {}, query: {} }, IN_BODY, false],
    ['it has no body', { body: undefined, query: {} }, IN_BODY, false],
    ['the route only tells by default', { body: {}, query: {} }, BY_DEFAULT, true],
    ['it is to be done', { body: { dryRun: false }, query: {} }, BY_DEFAULT, false],
    ['the address says so', { body: {}, query: { dryRun: 'true' } }, IN_QUERY, true],
    ['the body says so, where the address counts', { body: { dryRun: true } }, IN_QUERY, false],
    ['the route takes no such word', { body: { dryRun: true }, query: {} }, undefined, false],
  ])('%s', (_when, request, foreseeing, expected) => {
    expect(isDryRun({ query: {}, ...request }, foreseeing)).toBe(expected);
  });
});
