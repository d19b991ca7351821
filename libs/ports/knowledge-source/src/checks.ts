import type { ConnectionCheck } from '@deskstream/port-vendor';
import type { HelpCenter, SourceRefusal, SourceVerification } from './knowledge-source.port';

const FIXES: Readonly<Record<string, string>> = {
  'SOURCE.NO_CONNECTION': 'Connect the help desk to this workspace first.',
  'SOURCE.KEY_INVALID': 'Enter a token that works at the connection of this help desk.',
  'SOURCE.READ_DENIED': 'Give the token read access to the help center.',
  'SOURCE.NOT_FOUND': 'Correct the address.',
};

/** Code of a refusal that is of one article alone, whoever asks and when. */
export const ARTICLE_UNUSABLE = 'SOURCE.UNUSABLE';

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

/** What a status means to whoever only reads. */
export const refusedWith = (status: number): Extract<SourceRefusal, { kind: 'refused' }> => ({
  kind: 'refused',
  code: CODES[status] ?? `SOURCE.HTTP_${status}`,
  detail: `HTTP ${status}`,
});

const CODES: Readonly<Record<number, string>> = {
  401: 'SOURCE.KEY_INVALID',
  402: 'SOURCE.READ_DENIED',
  403: 'SOURCE.READ_DENIED',
  404: 'SOURCE.NOT_FOUND',
  410: 'SOURCE.NOT_FOUND',
};

export const NO_CONNECTION: Extract<SourceRefusal, { kind: 'refused' }> = {
  kind: 'refused',
  code: 'SOURCE.NO_CONNECTION',
  detail: 'the workspace has no connection to this help desk',
};

/** Selected ones that are there; `*` takes all that are for customers. */
export const selectedOf = (
  available: readonly HelpCenter[],
  select: readonly string[],
): readonly HelpCenter[] =>
  available.filter(
    ({ id, internal = false }) => select.includes(id) || (select.includes('*') && !internal),
  );

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
