import type { Case } from '../case';
import { last } from '../case';
import type { Finding, Symptom } from '../finding';
import { failureOf, finding, mend } from '../finding';
import { urlFinding } from './no-webhooks';

export const noTicket: Symptom = {
  id: 'no-ticket',
  title: 'The handoff made no ticket, or one that stands alone',
  source: 'S045–S047, S062',
  present: (given) =>
    last(given, 'HandoffRequested') !== undefined &&
    given.settings?.handoff.ticket != null &&
    (last(given, 'TicketCreated') === undefined || last(given, 'ContactSkipped') !== undefined),
  checks: [
    (given) => [ticketsOn(given)],
    (given) => [made(given)],
    (given) => [hasEmail(given)],
    ticketDeskReached,
  ],
};

/** A ticket that was asked for stands where the webhooks of its help desk tell it (S049). */
function ticketDeskReached(given: Case): readonly Finding[] {
  return urlFinding(ofTicket(given));
}

/** Tickets of a web chat stand in another help desk. */
const ofTicket = (given: Case): Case => ({
  ...given,
  connection: given.ticketDesk ?? given.connection,
});

const ticketsOn = (given: Case): Finding => {
  const skipped = last(given, 'TicketSkipped');
  const ticket = given.settings?.handoff.ticket;
  const wereOff = skipped?.event.data.code === 'HANDOFF.TICKETS_OFF';
  return finding('tickets-on', ticket === undefined ? null : !wereOff && ticket?.enabled === true, {
    expected: 'tickets are on',
    found: ticket === null ? 'this help desk has none' : onOff(wereOff, ticket?.enabled),
    evidence: skipped,
    fix: 'Turn them on: settings handoff.ticket.enabled.',
  });
};

const onOff = (wereOff: boolean, enabled: boolean | undefined): string => {
  if (wereOff) return enabled === true ? 'off at the handoff, on now' : 'off';
  return enabled === false ? 'off' : 'on';
};

/** Without an e-mail the ticket stands alone; that never stops the handoff (S047, S062). */
const hasEmail = (given: Case): Finding => {
  const expected = 'the customer has an e-mail address';
  const skipped = last(given, 'ContactSkipped');
  const found = last(given, 'ContactFound');
  if (skipped !== undefined)
    return finding('contact-with-email', false, {
      expected,
      found: failureOf(skipped),
      evidence: skipped,
      fix: 'Ask for the e-mail address (in the widget or a workflow); the ticket is made without its contact.',
    });
  return finding('contact-with-email', found === undefined ? null : true, {
    expected,
    found: found === undefined ? 'not looked for' : 'found',
    evidence: found,
  });
};

const made = (given: Case): Finding => {
  const created = last(given, 'TicketCreated');
  const skipped = last(given, 'TicketSkipped');
  const asked = last(given, 'TicketRequested');
  const expected = 'the vendor made the ticket';
  if (created !== undefined)
    return finding('ticket-made', true, {
      expected,
      found: created.event.data.ticketId,
      evidence: created,
    });
  if (skipped !== undefined)
    return finding('ticket-made', false, {
      expected,
      found: failureOf(skipped),
      evidence: skipped,
      fix: mend(ofTicket(given), skipped, 'The token needs the scope tickets.'),
    });
  return finding('ticket-made', null, {
    expected,
    found: asked === undefined ? 'not asked for' : 'on its way',
    evidence: asked,
  });
};
