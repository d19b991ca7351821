import type { ConnectionCheck } from '@deskstream/port-vendor';
import type { Ended, Syncing } from './sync';

/** As few articles as this come and go without anybody being asked. */
const FEW = 20;
const MOST_SHARE = 0.5;
/** A source this small that lists nothing at all is not believed either. */
const SMALL = 5;

interface Removals {
  /** Articles that answer now. */
  readonly before: number;
  /** Of these, how many the source does not list any more. */
  readonly gone: number;
}

/** A help center that is away, or that the token sees no more, lists nothing as well: that is no deletion. */
export const areTooMany = ({ before, gone }: Removals): boolean =>
  (gone > FEW && gone > before * MOST_SHARE) || (gone === before && gone >= SMALL);

/** Takes away what the source does not list any more, unless that is too much to be believed. */
export const retireGone = async (syncing: Syncing): Promise<Ended> => {
  const { deps, name, runId, acceptRemovals } = syncing;
  const removals = {
    before: await deps.articles.count(name),
    gone: await deps.articles.unseen(name, runId),
  };
  if (areTooMany(removals) && !acceptRemovals) return refused(syncing, removals);
  await deps.articles.retireUnseen(name, runId);
  return { result: 'complete', checks: [] };
};

const refused = ({ name }: Syncing, { before, gone }: Removals): Ended => {
  const check: ConnectionCheck = {
    name: 'removals',
    result: 'failed',
    code: 'SOURCE.MANY_REMOVED',
    expected: 'most articles are still there',
    found: `${gone} of ${before} articles are not listed any more`,
    fix: `Look at the help center. If the articles are really gone, sync once more and accept it: deskstream knowledge sync ${name.workspace} ${name.source} --accept-removals. Until then the articles stay.`,
  };
  return { result: 'refused', detail: `${check.name}: ${check.found}`, checks: [check] };
};
