import type { Group, Unit } from './definitions';
import { DEFINITIONS, GROUPS } from './definitions';

const UNITS: Readonly<Record<Unit, string>> = {
  count: 'number',
  share: 'share, 0 to 1',
  ms: 'milliseconds',
};

/** The definitions as a page of the reference. */
export const referenceOf = (): string =>
  (Object.keys(GROUPS) as Group[])
    .map((group) => [`### ${GROUPS[group]}`, ...rowsOf(group)].join('\n'))
    .join('\n\n');

const rowsOf = (group: Group): readonly string[] => [
  '',
  ...DEFINITIONS.filter((each) => each.group === group).map(
    ({ name, title, unit, definition }) =>
      `- **${title}** (\`${name}\`, ${UNITS[unit]}): ${definition}`,
  ),
];
