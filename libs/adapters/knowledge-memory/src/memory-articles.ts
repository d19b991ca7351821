import { InfraError } from '@deskstream/kernel';
import type { Clock } from '@deskstream/kernel';
import type { ArticleStore, SourceName, SyncRun } from '@deskstream/port-knowledge';
import type { At } from './at';
import { between } from './at';
import { keep, known, put, retireBut, unseenIn, versionsOf } from './memory-heads';
import { countIn, NOTHING_YET, sourceKey, withTotal } from './memory-runs';
import type { MemoryKnowledgeState } from './state';

export interface MemoryArticlesOptions {
  readonly state: MemoryKnowledgeState;
  readonly clock: Clock;
  readonly at?: At;
}

/** What is put is found by `createMemoryKnowledge` on the same state. */
export const createMemoryArticles = ({ state, clock, at }: MemoryArticlesOptions): ArticleStore => {
  const step = <T>(call: string, act: () => T | Promise<T>) => between(at, `articles.${call}`, act);
  return {
    alone: (name, work) => aloneWith(state, name, work),
    begin: (name, run) =>
      step('begin', () => {
        const begun = state.runs.get(sourceKey(name)) ?? { ...run, ...NOTHING_YET };
        state.runs.set(sourceKey(name), begun);
        return withTotal(begun);
      }),
    known: (name, ids) => step('known', () => known(state, name, ids)),
    put: (name, runId, given) => step('put', () => put(state, { name, runId, clock }, given)),
    keep: (name, runId, ids) =>
      step('keep', () => countIn(state, name, { unchanged: keep(state, name, { runId, ids }) })),
    turn: (name, runId, page) => step('turn', () => turn(state, name, { runId, ...page })),
    unseen: (name, runId) => step('unseen', () => unseenIn(state, name, runId).length),
    retireUnseen: (name, runId) =>
      step('retire-unseen', () => retireBut(state, name, { runId, seenIn: runId })),
    retireAll: (name) =>
      step('retire-all', () => retireBut(state, name, { runId: 'source-removed', seenIn: '' })),
    finish: (name, runId) =>
      step('finish', () => {
        if (state.runs.get(sourceKey(name))?.id === runId) state.runs.delete(sourceKey(name));
      }),
    sources: () => step('sources', () => sourcesOf(state)),
    untold: (name, limit) =>
      step('untold', () => (state.changes.get(sourceKey(name)) ?? []).slice(0, limit)),
    told: (name, upTo) =>
      step('told', () => {
        const left = state.changes.get(sourceKey(name)) ?? [];
        state.changes.set(
          sourceKey(name),
          left.filter(({ position }) => position > upTo),
        );
      }),
    versions: (workspace, articleId) =>
      step('versions', () => versionsOf(state, workspace, articleId)),
    count: (name) =>
      step('count', () => [...headsOf(state, name)].filter(([, { version }]) => version).length),
  };
};

const headsOf = ({ heads }: MemoryKnowledgeState, name: SourceName) =>
  heads.get(sourceKey(name)) ?? new Map<string, { version: string | null }>();

const aloneWith = async <T>(
  { locked }: MemoryKnowledgeState,
  name: SourceName,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | null> => {
  const key = sourceKey(name);
  if (locked.has(key)) return null;
  locked.add(key);
  try {
    return await work(new AbortController().signal);
  } finally {
    locked.delete(key);
  }
};

/** As many as are kept with the run. */
const MOST_ERRORS = 100;

const turn = (
  state: MemoryKnowledgeState,
  name: SourceName,
  {
    runId,
    cursor,
    errors,
    requests,
  }: Pick<SyncRun, 'cursor' | 'errors'> & { runId: string; requests: number },
): SyncRun => {
  const run = state.runs.get(sourceKey(name));
  if (run?.id !== runId)
    throw new InfraError('KNOWLEDGE.RUN_GONE', `The sync of ${sourceKey(name)} is gone.`, true);
  keep(state, name, { runId, ids: errors.map(({ articleId }) => articleId) });
  countIn(state, name, { failed: errors.length, requests });
  const counted = state.runs.get(sourceKey(name)) ?? run;
  const turned = {
    ...counted,
    cursor,
    errors: [...counted.errors, ...errors].slice(0, MOST_ERRORS),
  };
  state.runs.set(sourceKey(name), turned);
  return withTotal(turned);
};

const sourcesOf = ({ heads, runs }: MemoryKnowledgeState): readonly SourceName[] => {
  const filled = [...heads].filter(([, each]) => [...each.values()].some(({ version }) => version));
  const keys = new Set([...filled.map(([key]) => key), ...runs.keys()]);
  return [...keys].map((key) => {
    const slash = key.indexOf('/');
    return { workspace: key.slice(0, slash), source: key.slice(slash + 1) };
  });
};
