import type { Case } from '../case';
import { last } from '../case';
import type { Finding, Symptom } from '../finding';
import { finding, mend } from '../finding';

export const companyMissing: Symptom = {
  id: 'company-missing',
  title: "The customer's company is missing",
  source: 'S028, S029',
  present: (given) =>
    given.settings?.companySync !== 'off' &&
    last(given, 'CustomerMessageReceived') !== undefined &&
    (last(given, 'ProfileRead')?.event.data.companies.length ?? 0) === 0,
  mayBe: (given) =>
    given.settings?.companySync === 'off' && last(given, 'CustomerMessageReceived') !== undefined,
  listedBy: 'intercom',
  checks: [
    (given) => [syncOn(given)],
    (given) => [profileRead(given)],
    (given) => [hasCompany(given)],
  ],
};

const syncOn = ({ settings }: Case): Finding =>
  finding('company-sync', settings === null ? null : settings.companySync !== 'off', {
    expected: 'first or all',
    found: settings?.companySync ?? 'unknown',
    fix: 'Turn it on: settings companySync, "first" or "all".',
  });

const profileRead = (given: Case): Finding => {
  const read = last(given, 'ProfileRead');
  const failed = last(given, 'ProfileFailed');
  const expected = "the customer's profile was read";
  if (read !== undefined)
    return finding('profile-read', true, { expected, found: 'read', evidence: read });
  if (failed === undefined)
    return finding('profile-read', null, { expected, found: 'not asked for' });
  const { code, because } = failed.event.data;
  return finding('profile-read', false, {
    expected,
    found: `${code}: ${because}`,
    evidence: failed,
    fix: mend(given, failed, 'The token has to read contacts and companies.'),
  });
};

const hasCompany = (given: Case): Finding => {
  const read = last(given, 'ProfileRead');
  const companies = read?.event.data.companies.length ?? 0;
  return finding('has-company', read === undefined ? null : companies > 0, {
    expected: 'the contact belongs to a company',
    found: companies > 0 ? `${companies}` : (read?.event.data.because ?? 'none'),
    evidence: read,
    fix: 'Attach the contact to a company at the vendor.',
  });
};
