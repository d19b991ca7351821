import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Replayed } from './index';
import { readHistory, replay } from './index';

const root = join(import.meta.dirname, '..');
const namesIn = (folder: string) =>
  readdirSync(join(root, folder)).filter((name) => name.endsWith('.ndjson'));
const expectedOf = (version: string) =>
  JSON.parse(readFileSync(join(root, version, 'expected.json'), 'utf8')) as Readonly<
    Record<string, Replayed>
  >;

describe.each(['v1', 'v2'])('histories of schema version %s', (version) => {
  const expected = expectedOf(version);

  it('are all expected', () => {
    expect(namesIn(version).map((name) => name.replace('.ndjson', ''))).toEqual(
      Object.keys(expected).sort(),
    );
  });

  it.each(namesIn(version))('%s replays to what it was', (name) => {
    expect(replay(readHistory(join(root, version, name)))).toEqual(
      expected[name.replace('.ndjson', '')],
    );
  });
});

describe('a tampered twin', () => {
  it.each(namesIn('tampered'))('%s is refused', (name) => {
    expect(() => replay(readHistory(join(root, 'tampered', name)))).toThrow(
      /seq|prevHash|fold differs/,
    );
  });
});
