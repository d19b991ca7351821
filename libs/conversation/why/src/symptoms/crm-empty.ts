import type { Case } from '../case';
import { all, last } from '../case';
import type { Finding, Symptom } from '../finding';
import { finding } from '../finding';

export const crmEmpty: Symptom = {
  id: 'crm-empty',
  title: 'The CRM panel is empty',
  source: 'S051, S052',
  present: (given) =>
    given.crmConnected === true &&
    (emailOf(given) === undefined || (given.crm !== undefined && given.crm.kind !== 'found')),
  mayBe: (given) =>
    given.crmConnected === false && last(given, 'CustomerMessageReceived') !== undefined,
  listedBy: 'hubspot',
  checks: [
    (given) => [connected(given)],
    (given) => [emailKnown(given)],
    (given) => [readable(given)],
    (given) => [matches(given)],
  ],
};

const connected = ({ crmConnected }: Case): Finding =>
  finding('crm-connected', crmConnected ?? null, {
    expected: 'a CRM, which is a connection of its own',
    found: crmConnected === false ? 'none' : 'there',
    fix: 'Connect it: settings crm. A help desk of the same vendor is not enough.',
  });

const emailKnown = (given: Case): Finding => {
  const email = emailOf(given);
  return finding('email-known', email !== undefined, {
    expected: "the customer's e-mail address, by which the record is found",
    found: email === undefined ? 'the help desk told none' : 'known',
    evidence: last(given, 'ProfileRead') ?? last(given, 'CustomerMessageReceived'),
    fix: 'Add the e-mail address to the contact at the help desk; it has to be the one in the CRM.',
  });
};

const readable = ({ crm }: Case): Finding =>
  finding('crm-readable', crm === undefined ? null : crm.kind !== 'unreadable', {
    expected: 'the CRM answers',
    found: crm?.kind === 'unreadable' ? crm.because : (crm?.kind ?? 'not asked'),
    fix: 'Verify the CRM on its own (deskstream verify-crm), and enter a token that may read contacts.',
  });

const matches = (given: Case): Finding => {
  const { crm } = given;
  return finding('crm-record', crm === undefined ? null : crm.kind === 'found', {
    expected: 'a record with the same e-mail address',
    found: crm?.kind === 'found' ? 'there' : 'the CRM knows nobody with this address',
    evidence: last(given, 'ProfileRead') ?? last(given, 'CustomerMessageReceived'),
    fix: 'Correct the address at the help desk or in the CRM, so that the two are the same, or add the record to the CRM.',
  });
};

const emailOf = (given: Case): string | undefined =>
  last(given, 'ProfileRead')?.event.data.contact.email ??
  all(given, 'CustomerMessageReceived').find(({ event }) => event.data.contact?.email)?.event.data
    .contact?.email;
