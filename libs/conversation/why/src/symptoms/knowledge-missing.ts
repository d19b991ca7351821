import type { Case, SourceView } from '../case';
import type { Finding, Symptom } from '../finding';
import { finding } from '../finding';

export const knowledgeMissing: Symptom = {
  id: 'knowledge-missing',
  title: 'Knowledge is not imported',
  source: 'S083–S087',
  present: ({ sources }) => sources?.some(isBad) === true,
  checks: [(given) => [hasSource(given)], each],
};

const isBad = ({ problem, selected, lastSyncAt }: SourceView): boolean =>
  problem !== null || selected === 0 || lastSyncAt === null;

const hasSource = ({ sources }: Case): Finding =>
  finding('has-source', sources === null ? null : sources.length > 0, {
    expected: 'at least one knowledge source',
    found: sources === null ? 'unknown' : String(sources.length),
    fix: 'Add a knowledge source to the workspace.',
  });

function each({ sources }: Case): readonly Finding[] {
  return (sources ?? []).flatMap(({ name, problem, selected, lastSyncAt, articles }) => [
    finding(`${name}: readable`, problem === null, {
      expected: 'its key may read the help center',
      found: problem ?? 'readable',
      fix: 'Enter a valid key with read access to the help center.',
    }),
    finding(`${name}: selected`, selected > 0, {
      expected: 'at least one help center selected',
      found: String(selected),
      fix: 'Select a help center.',
    }),
    finding(`${name}: synced`, lastSyncAt !== null, {
      expected: 'synced at least once',
      found:
        lastSyncAt === null
          ? 'never'
          : `${articles} articles, ${new Date(lastSyncAt).toISOString()}`,
      fix: 'Start it: Sync now.',
    }),
  ]);
}
