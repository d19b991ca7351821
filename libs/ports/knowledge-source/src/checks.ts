import type { ConnectionCheck } from '@deskstream/port-vendor';
import type { HelpCenter, SourceRefusal, SourceVerification } from './knowledge-source.port';

const FIXES: Readonly<Record<string, string>> = {
  'SOURCE.NO_CONNECTION': 'Connect the help desk to this workspace first.',
  'SOURCE.KEY_INVALID': 'Enter a token that works at the connection of this help desk.',
  'SOURCE.READ_DENIED': 'Give the token read access to the help center.',
  'SOURCE.NOT_FOUND': 'Correct the address.',
};

/** The help desk answered with its help centers: what of S085 and S086 holds. */
export const foundCenters = (
  available: readonly HelpCenter[],
  select: readonly string[],
): SourceVerification => ({
  available,
  checks: [
    ok('key', 'a token that works', 'taken'),
    ok('read access', 'may read the help center', 'granted'),
    selectionCheck(available, select),
  ],
});

/** The help desk did not answer with its help centers. */
export const noCenters = (refusal: SourceRefusal): SourceVerification => {
  if (refusal.kind !== 'refused') return { checks: [], available: [], notNow: refusal };
  const isKey = refusal.code !== 'SOURCE.READ_DENIED';
  const failed = failedCheck(isKey ? 'key' : 'read access', refusal);
  return {
    available: [],
    checks: isKey ? [failed] : [ok('key', 'a token that works', 'taken'), failed],
  };
};

/** Selected ones that are there; `*` takes all. */
export const selectedOf = (
  available: readonly HelpCenter[],
  select: readonly string[],
): readonly HelpCenter[] =>
  available.filter(({ id }) => select.includes('*') || select.includes(id));

export const ok = (name: string, expected: string, found: string): ConnectionCheck => ({
  name,
  result: 'ok',
  expected,
  found,
});

export const failedCheck = (
  name: string,
  { code, detail }: Extract<SourceRefusal, { kind: 'refused' }>,
): ConnectionCheck => ({
  name,
  result: 'failed',
  code,
  expected: name === 'key' ? 'a token that works' : 'may be read',
  found: detail,
  fix: FIXES[code] ?? 'Look at the help desk, then sync again.',
});

const selectionCheck = (
  available: readonly HelpCenter[],
  select: readonly string[],
): ConnectionCheck => {
  const selected = selectedOf(available, select);
  const expected = 'at least one help center is selected';
  if (selected.length > 0)
    return ok('selection', expected, selected.map(({ name }) => name).join(', '));
  const names = available.map(({ id, name }) => `${id} (${name})`).join(', ');
  return available.length === 0
    ? {
        name: 'selection',
        result: 'failed',
        code: 'SOURCE.NO_HELP_CENTER',
        expected,
        found: 'the help desk has none',
        fix: 'Publish a help center at the help desk.',
      }
    : {
        name: 'selection',
        result: 'failed',
        code: 'SOURCE.NOTHING_SELECTED',
        expected,
        found: 'none of those there are',
        fix: `Select one of: ${names}.`,
      };
};
