import type { Check } from '@deskstream/conversation-domain';
import type { ToldOf } from '../case';
import type { Finding } from '../finding';

/** What to do about a check of a verdict that failed. */
const FIXES: Readonly<Record<string, string>> = {
  'integration-enabled': 'Turn the integration on: settings enabled.',
  'conversation-exists': 'Nothing: the conversation was deleted at the vendor.',
  'not-answered-yet': 'Nothing: somebody had answered before the AI saw the message.',
  'started-by-customer':
    'Nothing: outbound automations and bot conversations are skipped. The customer has to begin the conversation.',
  'session-mode': 'Set the session back to autopilot.',
  'not-with-a-person':
    'Hand the conversation back to the AI: assign it to the AI, or use Hand back.',
  'owned-by-ai':
    'Assign the conversation to the AI at the vendor (routing rule), or let it take unassigned ones: settings handleUnassigned.',
  'autopilot-on-for-channel': 'Turn Autopilot on for this channel: settings autopilot.',
  'topic-allowed': 'Allow the topic: settings topics.resolve and topics.escalate.',
  'office-hours':
    'Answer outside office hours, too: settings outsideOfficeHours, or change officeHours.',
  productive:
    'Improve the articles on this question; the AI answered several times without an end.',
  'assist:person-owns': 'Assign the conversation to a person: drafts are for people who own it.',
  'assist:on-for-channel': 'Turn assist on for this channel: settings assist.',
  'assist:topic-allowed': 'Take the topic from the list: settings topics.noAssist.',
};

/** The checks of one verdict as findings. The verdict is the evidence where a check names no event of its own. */
export const findingsOf = (
  judged: ToldOf<'MessageJudged'>,
  wanted: (check: Check) => boolean,
): readonly Finding[] =>
  judged.event.data.checks.filter(wanted).map(({ name, ok, expected, found }) => ({
    check: name,
    ok,
    expected,
    found,
    evidence: judged.seq,
    fix: ok ? null : fixOf(name, judged),
  }));

const fixOf = (name: string, { event: { data } }: ToldOf<'MessageJudged'>): string | null =>
  data.verdict === 'await-assignment' && name === 'owned-by-ai'
    ? 'Process on assignment is on: a routing rule at the vendor has to assign new conversations to the AI.'
    : (FIXES[name] ?? null);
