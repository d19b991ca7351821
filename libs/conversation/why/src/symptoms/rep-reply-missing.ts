import type { Channel, Contact } from '@deskstream/conversation-domain';
import type { Case } from '../case';
import { last } from '../case';
import type { Finding, Symptom } from '../finding';
import { failureOf, finding } from '../finding';
import { topicFindings, urlFinding } from './no-webhooks';

/** The five checks, in the order of the specification. */
export const repReplyMissing: Symptom = {
  id: 'rep-reply-missing',
  title: "A person's reply did not reach the customer",
  source: 'S048–S050, S055–S059',
  present: (given) => {
    const handed = last(given, 'HandoffRequested');
    const wrote = last(given, 'TeammateMessageReceived');
    return handed !== undefined && wrote?.event.data.visibility === 'note';
  },
  checks: [
    (given) => [tagged(given)],
    topicFindings,
    urlFinding,
    (given) => [wasPublic(given)],
    (given) => [reachable(given)],
  ],
};

const tagged = (given: Case): Finding => {
  const wanted = given.settings?.handoff.tag ?? '';
  const delivered = last(given, 'TagDelivered');
  const failed = last(given, 'TagFailed');
  if (wanted === '')
    return finding('handoff-tag', null, { expected: 'no tag is set', found: 'no tag is set' });
  const expected = `tag ${wanted}`;
  if (failed !== undefined)
    return finding('handoff-tag', false, {
      expected,
      found: failureOf(failed),
      evidence: failed,
      fix: 'Verify the connection: the token may not write tags; then redrive.',
    });
  return finding('handoff-tag', delivered === undefined ? null : true, {
    expected,
    found: delivered === undefined ? 'not tagged yet' : 'tagged',
    evidence: delivered,
  });
};

const wasPublic = (given: Case): Finding => {
  const wrote = last(given, 'TeammateMessageReceived');
  const visibility = wrote?.event.data.visibility;
  return finding('reply-public', visibility === undefined ? null : visibility === 'public', {
    expected: 'a public reply',
    found: visibility ?? 'no reply of a person in the log',
    evidence: wrote,
    fix: 'Internal notes never go to the customer. Write it again as a public reply.',
  });
};

/** Where the channel needs an address, it must be known (S059). */
const reachable = (given: Case): Finding => {
  const asked = last(given, 'CustomerMessageReceived');
  const channel = asked?.event.data.channel ?? 'web';
  const needs = ADDRESS[channel];
  if (needs === undefined)
    return finding('customer-reachable', null, {
      expected: 'a channel that needs no address',
      found: channel,
    });
  const known = contactOf(given)?.[needs] !== undefined;
  return finding('customer-reachable', known, {
    expected: `${needs} of the customer is known`,
    found: known ? 'known' : 'unknown',
    evidence: asked,
    fix: `Add the customer's ${needs} to the contact at the vendor.`,
  });
};

const contactOf = (given: Case): Contact | undefined =>
  last(given, 'ProfileRead')?.event.data.contact ??
  last(given, 'CustomerMessageReceived')?.event.data.contact;

const ADDRESS: { readonly [channel in Channel]?: 'email' | 'phone' } = {
  email: 'email',
  sms: 'phone',
  phone: 'phone',
};
