import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { referenceOf } from '@deskstream/conversation-metrics';
import { METRICS } from '@deskstream/platform-telemetry';

const page = join(import.meta.dirname, '../docs/reference/metrics.md');

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

describe('docs/reference/metrics.md', () => {
  it('is made from the definitions; with UPDATE_DOCS=1 this test writes it anew', () => {
    const stands = readFileSync(page, 'utf8');
    const wanted = made(made(stands, 'figures', referenceOf()), 'signals', signals());
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(page, wanted);
    expect(normal(readFileSync(page, 'utf8'))).toBe(normal(wanted));
  });
});

/** Tables are aligned by the formatter. */
const normal = (text: string): string => text.replace(/-{3,}/g, '---').replace(/ +/g, ' ');
