import type { Case, SourceView } from '../case';
import type { Finding, Symptom } from '../finding';
import { finding } from '../finding';

export const knowledgeMissing: Symptom = {
  id: 'knowledge-missing',
  title: 'Knowledge is not imported',
  source: 'S083–S087',
  present: (given) =>
    given.sources !== null && sourceFindings(given).some(({ ok }) => ok === false),
  checks: [(given) => [hasSource(given)], sourceFindings],
};

const hasSource = ({ sources }: Case): Finding =>
  finding('has-source', sources === null ? null : sources.length > 0, {
    expected: 'at least one knowledge source',
    found: sources === null ? 'unknown' : String(sources.length),
    fix: 'Add a knowledge source to the workspace: settings knowledge.',
  });

/** Of each source: what its last sync checked, then whether it is imported at all. */
export function sourceFindings({ sources }: Pick<Case, 'sources'>): readonly Finding[] {
  return (sources ?? []).flatMap((source) => [...checked(source), synced(source)]);
}

const checked = ({ name, checks }: SourceView): readonly Finding[] =>
  checks.map(({ name: check, result, expected, found, fix }) =>
    finding(`${name}: ${check}`, result !== 'failed', { expected, found, fix }),
  );

const synced = ({ name, lastSyncAt, problem, articles, failed = 0, fix }: SourceView): Finding =>
  finding(`${name}: synced`, lastSyncAt !== null && problem === null, {
    expected: 'synced, and complete',
    found:
      failed > 0
        ? `${failed} of ${articles} articles could not be read`
        : (problem ?? whenOf(lastSyncAt, articles)),
    fix: fix ?? 'Start it: Sync now.',
  });

const whenOf = (at: number | null, articles: number): string =>
  at === null ? 'never synced' : `${articles} articles, ${new Date(at).toISOString()}`;
