import type { Case } from '../case';
import { all, last } from '../case';
import type { Finding, Symptom } from '../finding';
import { finding } from '../finding';

export const crmEmpty: Symptom = {
  id: 'crm-empty',
  title: 'The CRM panel is empty',
  source: 'S051, S052',
  present: (given) => given.crmConnected === true && emailOf(given) === undefined,
  checks: [(given) => [connected(given)], (given) => [emailKnown(given)]],
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

const emailOf = (given: Case): string | undefined =>
  last(given, 'ProfileRead')?.event.data.contact.email ??
  all(given, 'CustomerMessageReceived').find(({ event }) => event.data.contact?.email)?.event.data
    .contact?.email;
