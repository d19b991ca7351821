import { referenceOf } from '@deskstream/conversation-metrics';
import { METRICS } from '@deskstream/platform-telemetry';
import { expectMade } from './page';

const signals = (): string =>
  [
    '| metric | unit | what it says |',
    '| --- | --- | --- |',
    ...Object.entries(METRICS).map(
      ([name, { unit, description }]) => `| \`${name}\` | \`${unit}\` | ${description} |`,
    ),
  ].join('\n');

/** Between the marks stands what is made from the code. */
const made = (text: string, mark: string, content: string): string =>
  text.replace(
    new RegExp(`(<!-- begin ${mark} -->\\n).*?(\\n<!-- end ${mark} -->)`, 's'),
    (_, begin: string, end: string) => `${begin}\n${content}\n${end}`,
  );

it('docs/reference/metrics.md is made from the definitions', () => {
  expectMade('reference/metrics.md', (stands) =>
    made(made(stands, 'figures', referenceOf()), 'signals', signals()),
  );
});
