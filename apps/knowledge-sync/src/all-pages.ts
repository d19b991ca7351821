import type { SyncRun } from '@deskstream/port-knowledge';
import type { SourceRefusal } from '@deskstream/port-knowledge-source';
import { becauseOf, syncPage } from './one-page';
import { retireGone } from './removals';
import type { Ended, Syncing } from './sync';
import { tellChanges } from './tell-changes';

/** From where the run stands to the last page; then what the source does not have any more is taken away. */
export const syncPages = async (syncing: Syncing, run: SyncRun): Promise<Ended> => {
  const ended = (await eachPage(syncing, run.cursor)) ?? (await retireGone(syncing));
  await tellChanges(syncing);
  return ended;
};

/** `null`: to the end. */
const eachPage = async (syncing: Syncing, from: string | null): Promise<Ended | null> => {
  const { deps, name, config, source, calls, runId } = syncing;
  let cursor = from;
  do {
    const at: string | null = cursor;
    const page = await calls.make((signal) => source.list(config, at, signal));
    if (page.kind !== 'ok') return endedBy(page);
    const done = await syncPage(syncing, page.value.articles);
    const requests = calls.taken();
    if (done.kind === 'gave-up') {
      await deps.articles.turn(name, runId, { cursor: at, errors: [], requests });
      return endedBy(done.refusal);
    }
    cursor = page.value.next;
    await deps.articles.turn(name, runId, { cursor, errors: done.errors, requests });
    await tellChanges(syncing);
  } while (cursor !== null);
  return null;
};

/** A definite no is looked into by the checks of the next sync, which begins anew. */
export const endedBy = (refusal: SourceRefusal): Ended => ({
  result: refusal.kind === 'refused' ? 'refused' : 'unavailable',
  detail: becauseOf(refusal),
  checks: [],
  ...(refusal.kind === 'throttled' && refusal.retryAt !== null
    ? { retryAt: Math.round(refusal.retryAt) }
    : {}),
});
