import { unreachable } from '@deskstream/conversation-domain';
import type { Case } from '../case';
import { last } from '../case';
import type { Finding, Symptom } from '../finding';
import { failureOf, finding } from '../finding';
import { replyChannelOf } from '../reply-channel';
import { topicFindings, urlFinding } from './no-webhooks';

/** The five checks, from the log alone; `GET …/reply-check` asks HubSpot as well, under the same names. */
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
    (given) => topicFindings(ofTicket(given)),
    (given) => urlFinding(ofTicket(given)),
    (given) => [wasPublic(given)],
    (given) => [reachable(given)],
  ],
};

/** Replies come in from where the ticket stands. */
const ofTicket = (given: Case): Case => ({
  ...given,
  connection: given.ticketDesk ?? given.connection,
});

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
  return finding('public-reply', visibility === undefined ? null : visibility === 'public', {
    expected: 'a public reply',
    found: visibility ?? 'no reply of a person in the log',
    evidence: wrote,
    fix: 'Internal notes never go to the customer. Write it again as a public reply.',
  });
};

/** Where the channel needs an address, or a session that is open (S059). */
const reachable = (given: Case): Finding => {
  const channel = replyChannelOf(given);
  const because = channel === null ? null : unreachable(channel);
  return finding('channel-reachable', channel === null ? null : because === null, {
    expected: 'the customer can be reached',
    found: because ?? (channel === null ? 'the customer never wrote' : `${channel.kind} is open`),
    evidence: last(given, 'CustomerMessageReceived'),
    fix:
      because === 'CHANNEL.SESSION_CLOSED'
        ? 'The customer cannot come back to this chat. Write to their e-mail address instead.'
        : 'Correct the address or number of the contact at the vendor.',
  });
};
