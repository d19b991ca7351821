import type { FoundPassage } from '@deskstream/conversation-read-models';
import { foundPassages } from '@deskstream/conversation-read-models';
import { parsePartitionKey } from '@deskstream/kernel';
import type { PassageHistory } from '@deskstream/port-knowledge';
import { EVERYBODY } from '@deskstream/port-knowledge';
import type { StreamIndex } from '@deskstream/port-stream-index';
import { eventsOf } from './events.query';

/** A passage as a run read it, and what has become of its article since. */
export interface ReadPassage extends FoundPassage {
  /** `null`: not kept here, or recorded before passages were numbered. */
  readonly text: string | null;
  /** `changed`: another version answers now. `null`: the passage is not kept here. */
  readonly article: 'current' | 'changed' | 'removed' | null;
}

export interface ReadPassages {
  readonly runId: string;
  /** Of the event that recorded what was found. */
  readonly seq: number;
  readonly at: number;
  /** Best first. */
  readonly passages: readonly ReadPassage[];
}

/**
 * The passages that the runs of a session read, as they were then, whatever has become of the articles (S086).
 * `only`: the `seq` of one event; of all without it.
 */
export async function* passagesOf(
  { index, passages }: { readonly index: StreamIndex; readonly passages: PassageHistory },
  key: string,
  only?: number,
): AsyncIterable<ReadPassages> {
  const workspace = parsePartitionKey(key)?.workspace ?? '';
  for await (const { seq, event } of eventsOf(index, key, only)) {
    if (only !== undefined && seq !== only) return;
    if (event.type !== 'ReasoningStepRecorded' || event.data.kind !== 'retrieval') continue;
    const found = foundPassages(event.data.detail);
    yield {
      runId: event.data.runId,
      seq,
      at: event.at,
      passages: await Promise.all(found.map((each) => readPassage(passages, workspace, each))),
    };
  }
}

/** From the workspace's own articles or from those that all workspaces share. */
const readPassage = async (
  history: PassageHistory,
  workspace: string,
  found: FoundPassage,
): Promise<ReadPassage> =>
  (await readFrom(history, workspace, found)) ??
  (await readFrom(history, EVERYBODY, found)) ?? { ...found, text: null, article: null };

const readFrom = async (
  history: PassageHistory,
  workspace: string,
  found: FoundPassage,
): Promise<ReadPassage | null> => {
  const { articleId, articleVersion, ordinal } = found;
  if (ordinal === null) return null;
  const passage = await history.passageAt({ workspace, articleId, articleVersion, ordinal });
  if (passage === null) return null;
  const now = await history.currentVersion({ workspace, articleId });
  return { ...found, text: passage.text, article: fateOf(articleVersion, now) };
};

const fateOf = (then: string, now: string | null): ReadPassage['article'] => {
  if (now === null) return 'removed';
  return now === then ? 'current' : 'changed';
};
