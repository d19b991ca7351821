import type { KnowledgeRecord } from '@deskstream/contracts';
import { decodeKnowledgeRecord, TOPICS } from '@deskstream/contracts';
import type { EpochMs } from '@deskstream/kernel';
import { eachRecord } from '@deskstream/port-event-log';
import type { EventLog } from '@deskstream/port-event-log';

/** Version of each article of a workspace that the log had told of at a time; what was taken away is not there. */
export const articlesAt = async (
  log: Pick<EventLog, 'ends' | 'readTopic'>,
  workspace: string,
  at: EpochMs,
): Promise<ReadonlyMap<string, string>> => {
  const versions = new Map<string, string>();
  for await (const record of eachRecord(log, TOPICS.knowledge)) {
    const decoded = decodeKnowledgeRecord(record);
    if (decoded.ok && decoded.value.workspace === workspace && decoded.value.at <= at)
      apply(versions, decoded.value);
  }
  return versions;
};

const apply = (versions: Map<string, string>, { type, data }: KnowledgeRecord): void => {
  if (type !== 'KnowledgeArticlesChanged') return;
  for (const { articleId, version, change } of data.articles)
    if (change === 'removed') versions.delete(articleId);
    else versions.set(articleId, version);
};
