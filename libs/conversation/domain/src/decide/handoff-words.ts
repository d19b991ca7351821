import type { Handoff } from '../state';
import type { HandoffCause } from '../vocabulary';

/** What the team reads first. */
export const noteOf = ({ cause, summary }: Pick<Handoff, 'cause' | 'summary'>): string =>
  `Handed off to the team: ${HANDOFF_CAUSES[cause]}.\n\n${summary}`;

/** Why people were asked, in words that go on after "because". */
export const HANDOFF_CAUSES: Readonly<Record<HandoffCause, string>> = {
  'low-confidence': 'the AI was not sure enough of its answer',
  'no-knowledge': 'the help center has nothing on this question',
  'human-requested': 'the customer asked for a person',
  'reasoning-failed': 'the AI could not work on this question',
  'reply-failed': 'the reply could not be delivered',
  'escalation-topic': 'people answer this topic',
  'outside-topics': 'the AI does not answer this topic',
  frustration: 'the customer is upset',
  'unproductive-loop': 'the answers so far did not help',
  'outside-office-hours': 'the question came outside office hours',
  'unanswered-too-long': 'the question waited too long for an answer',
  'run-limit': 'the AI needed more steps or time than it may use',
  'tool-in-doubt': 'it is not known whether an action of the AI took effect',
  guardrail: 'a guardrail stopped the answer of the AI',
  operator: 'an operator asked for it',
};
