import type { ConversationSettings } from '@deskstream/conversation-domain';
import type { Problem } from './problem';

/** What no schema can say of rules: names that must exist, ranges that must be ranges. Fields are relative. */
export const ruleProblems = (rules: ConversationSettings): readonly Problem[] => [
  ...topicProblems(rules.topics),
  ...officeHoursProblems(rules.officeHours),
  ...(rules.handoff.to.kind === 'ai'
    ? [{ field: 'handoff.to', expected: 'nobody, a teammate or a team', found: 'the AI itself' }]
    : []),
];

const LISTS = ['resolve', 'escalate', 'noAssist'] as const;

const topicProblems = (topics: ConversationSettings['topics']): readonly Problem[] => {
  const names = topics.known.map(({ name }) => name);
  const twice = names
    .map((name, index) => ({ name, index }))
    .filter(({ name, index }) => names.indexOf(name) !== index)
    .map(({ name, index }) => ({
      field: `topics.known.${index}.name`,
      expected: 'each topic once',
      found: `"${name}" again`,
    }));
  const strangers = LISTS.flatMap((list) =>
    topics[list]
      .map((name, index) => ({ name, field: `topics.${list}.${index}` }))
      .filter(({ name }) => !names.includes(name))
      .map(({ name, field }) => ({ field, expected: knownOf(names), found: `"${name}"` })),
  );
  return [...twice, ...strangers];
};

const knownOf = (names: readonly string[]): string =>
  names.length === 0
    ? 'the name of a topic, and topics.known holds none'
    : `the name of a topic in topics.known (${names.join(', ')})`;

const officeHoursProblems = (hours: ConversationSettings['officeHours']): readonly Problem[] => {
  if (hours === null) return [];
  const zone = existsZone(hours.timeZone)
    ? []
    : [
        {
          field: 'officeHours.timeZone',
          expected: 'a time zone like "Europe/Berlin"',
          found: `"${hours.timeZone}"`,
        },
      ];
  const ranges = hours.weekly.flatMap(({ from, to }, index) =>
    from < to
      ? []
      : [
          {
            field: `officeHours.weekly.${index}.to`,
            expected: `a time after ${from}; a night is two ranges, until 24:00 and from 00:00`,
            found: `"${to}"`,
          },
        ],
  );
  const days = hours.closedOn.flatMap((day, index) =>
    existsDay(day)
      ? []
      : [
          {
            field: `officeHours.closedOn.${index}`,
            expected: 'a day of the calendar',
            found: `"${day}"`,
          },
        ],
  );
  return [...zone, ...ranges, ...days];
};

const existsZone = (timeZone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
};

const existsDay = (day: string): boolean => {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
};
