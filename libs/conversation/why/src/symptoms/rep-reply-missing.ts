import { unreachable } from '@deskstream/conversation-domain';
import type { Case } from '../case';
import { last, next } from '../case';
import type { Finding, Symptom } from '../finding';
import { failureOf, finding, mend } from '../finding';
import { replyChannelOf } from '../reply-channel';
import { refused, topicFindings, urlFinding } from './no-webhooks';

/** The five checks, from the log alone; `GET …/reply-check` asks HubSpot as well, under the same names. */
export const repReplyMissing: Symptom = {
  id: 'rep-reply-missing',
  title: "A person's reply did not reach the customer",
  source: 'S048–S050, S055–S059',
  present: (given) => {
    const handed = last(given, 'HandoffRequested');
    if (handed === undefined) return false;
    return visibilityOf(given) === 'note' || ticketIsSilent(given);
  },
  checks: [
    (given) => [tagged(given)],
    arriving,
    (given) => [wasPublic(given)],
    (given) => [reachable(given)],
  ],
};

/** The ticket stands in another help desk, nobody's reply came from there, and its webhooks do not arrive. */
const ticketIsSilent = (given: Case): boolean =>
  given.ticketDesk != null &&
  last(given, 'TicketCreated') !== undefined &&
  arriving(given).some(({ ok }) => ok === false);

/** A reply that came proves the webhooks; without one they are the first suspect (S056, S057). */
function arriving(given: Case): readonly Finding[] {
  const handed = last(given, 'HandoffRequested');
  const came = next(given, 'TeammateMessageReceived', handed?.seq ?? 0);
  const desk = ofTicket(given);
  return came !== undefined || given.ticketReply != null
    ? [finding('reply-arrives', true, { expected: 'a reply', found: 'it came', evidence: came })]
    : [refused(desk), ...urlFinding(desk), ...topicFindings(desk)];
}

const visibilityOf = (given: Case) =>
  last(given, 'TeammateMessageReceived')?.event.data.visibility ?? given.ticketReply?.visibility;

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
      fix: mend(given, failed, 'The token has to write tags; then redrive the dead letter.'),
    });
  return finding('handoff-tag', delivered === undefined ? null : true, {
    expected,
    found: delivered === undefined ? 'not tagged yet' : 'tagged',
    evidence: delivered,
  });
};

const wasPublic = (given: Case): Finding => {
  const wrote = last(given, 'TeammateMessageReceived');
  const visibility = visibilityOf(given);
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
