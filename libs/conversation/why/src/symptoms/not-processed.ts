import type { Case } from '../case';
import { all } from '../case';
import type { Finding, Symptom } from '../finding';
import { finding } from '../finding';

/** 200 is no proof of processing: each delivery resolves to what became of it. */
export const notProcessed: Symptom = {
  id: 'not-processed',
  title: 'A webhook was accepted, but nothing happened',
  source: 'S053, S054',
  present: (given) => given.deliveries.some(({ inputs }) => inputs === 0),
  checks: [
    (given) => [accepted(given)],
    (given) => [understood(given)],
    (given) => [decided(given)],
  ],
};

const accepted = ({ deliveries }: Case): Finding =>
  finding('delivery-accepted', deliveries.length > 0, {
    expected: 'deliveries of this conversation',
    found: `${deliveries.length} accepted`,
    fix: 'None arrived or all were refused: look at the webhook of the connection.',
  });

const understood = ({ deliveries }: Case): Finding => {
  const silent = deliveries.filter(({ inputs }) => inputs === 0);
  return finding('delivery-became-input', deliveries.length === 0 ? null : silent.length === 0, {
    expected: 'each delivery led to an input',
    found:
      silent.length === 0
        ? 'each did'
        : `${silent.length} did not: ${silent.map(({ vendorTopic }) => vendorTopic).join(', ')}`,
    fix: 'Look at the dead letters and at the readiness of dedup.',
  });
};

const decided = (given: Case): Finding => {
  const ignored = all(given, 'InputIgnored');
  const why = [...new Set(ignored.map(({ event }) => event.data.because))];
  return finding('input-decided', given.events.length === 0 ? false : true, {
    expected: 'each input is in the log',
    found:
      given.events.length === 0
        ? 'the log of the conversation is empty'
        : `${given.events.length} events; ${ignored.length} inputs meant nothing${why.length === 0 ? '' : ` (${why.join('; ')})`}`,
    evidence: ignored.at(-1),
    fix: 'Look at the readiness and lag of the conversation-orchestrator.',
  });
};
