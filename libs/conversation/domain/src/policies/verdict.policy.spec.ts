import type { ConversationSettings } from '../settings';
import { Chat, settingsWith } from '../testing/chat';

const judged = (
  rules: Parameters<typeof settingsWith>[0],
  message: Parameters<Chat['customer']>[1] = {},
) => {
  const chat = new Chat(settingsWith(rules));
  chat.customer('m1', message);
  return chat.newest('MessageJudged').data;
};

const autopilot = (channel: keyof ConversationSettings['autopilot'], on: boolean) => ({
  ...settingsWith().autopilot,
  [channel]: on,
});

describe('the verdict on a customer message', () => {
  it('holds every check with what was expected and found, in the order of the rules', () => {
    const { verdict, checks } = judged({});
    expect(verdict).toBe('answer');
    expect(checks.map(({ name }) => name)).toEqual([
      'integration-enabled',
      'conversation-exists',
      'not-answered-yet',
      'started-by-customer',
      'session-mode',
      'not-with-a-person',
      'owned-by-ai',
      'autopilot-on-for-channel',
      'topic-allowed',
      'office-hours',
      'productive',
    ]);
  });

  it.each([
    ['the master switch is off (S072, S075)', { enabled: false }, {}, 'integration-enabled'],
    ['a teammate started it (S015)', {}, { startedBy: 'teammate' }, 'started-by-customer'],
    ['an outbound bot started it (S015)', {}, { startedBy: 'bot' }, 'started-by-customer'],
    ['somebody answered it already', {}, { context: true }, 'not-answered-yet'],
    [
      'unassigned ones are not handled (S072, S074)',
      { handleUnassigned: false },
      {},
      'owned-by-ai',
    ],
    [
      'another teammate owns it (S012, S073)',
      {},
      { ownership: { assignee: { kind: 'teammate', id: 'a7' }, asOf: 5 } },
      'owned-by-ai',
    ],
    [
      'Autopilot is off for the channel (S011, S013)',
      { autopilot: autopilot('email', false) },
      { channel: 'email' },
      'autopilot-on-for-channel',
    ],
  ] as const)('is silence with its reason when %s', (_when, rules, message, reason) => {
    expect(judged(rules, message as never)).toMatchObject({ verdict: 'stay-silent', reason });
  });

  it.each(['web', 'email', 'chat', 'sms', 'phone'] as const)(
    'is an answer on %s where Autopilot is on (S094)',
    (channel) => {
      expect(judged({ autopilot: autopilot(channel, true) }, { channel }).verdict).toBe('answer');
    },
  );

  it('is a handoff for topics that escalate, and for all but those the AI may resolve (S065)', () => {
    const known = [{ name: 'refunds', phrases: ['refund', 'money back'] }];
    const refund = { text: 'I want my MONEY-back!' };
    expect(judged({ topics: { known, escalate: ['refunds'] } }, refund)).toMatchObject({
      verdict: 'hand-off',
      reason: 'topic-allowed',
      topic: 'refunds',
    });
    expect(judged({ topics: { known, resolve: ['refunds'] } }, refund).verdict).toBe('answer');
    expect(judged({ topics: { known, resolve: ['refunds'] } }).verdict).toBe('hand-off');
  });

  it('follows the office hours of the workspace’s time zone (S037)', () => {
    const hours = (
      weekly: { day: number; from: string; to: string }[],
      closedOn: string[] = [],
    ) => ({
      officeHours: { timeZone: 'Europe/Berlin', weekly, closedOn },
      outsideOfficeHours: 'hand-off' as const,
    });
    // 2026-09-17, a Thursday, 10:00 in Berlin.
    expect(judged(hours([{ day: 4, from: '08:00', to: '18:00' }])).verdict).toBe('answer');
    expect(judged(hours([{ day: 4, from: '11:00', to: '18:00' }])).verdict).toBe('hand-off');
    const holiday = hours([{ day: 4, from: '00:00', to: '24:00' }], ['2026-09-17']);
    expect(judged(holiday).verdict).toBe('hand-off');
  });
});
