import type { KnowledgeRecord } from '@deskstream/contracts';
import { decodeKnowledgeRecord, TOPICS } from '@deskstream/contracts';
import type { EpochMs } from '@deskstream/kernel';
import type { EventLog } from '@deskstream/port-event-log';

/** Version of each article of a workspace that the log had told of at a time; what was taken away is not there. */
export const articlesAt = async (
  log: Pick<EventLog, 'ends' | 'readTopic'>,
  workspace: string,
  at: EpochMs,
): Promise<ReadonlyMap<string, string>> => {
  const versions = new Map<string, string>();
  for (const { partition, start, end } of await log.ends(TOPICS.knowledge)) {
    const range = { topic: TOPICS.knowledge, partition, from: start, to: end };
    for await (const record of log.readTopic(range)) {
      const decoded = decodeKnowledgeRecord(record);
      if (decoded.ok && decoded.value.workspace === workspace && decoded.value.at <= at)
        apply(versions, decoded.value);
    }
  }
  return versions;
};

const apply = (versions: Map<string, string>, { type, data }: KnowledgeRecord): void => {
  if (type !== 'KnowledgeArticlesChanged') return;
  for (const { articleId, version, change } of data.articles)
    if (change === 'removed') versions.delete(articleId);
    else versions.set(articleId, version);
};
