import { InfraError, hasCode } from '@deskstream/kernel';
import type { Draft, Topic } from '@deskstream/port-event-log';
import { isUnavailable, postgresError } from '@deskstream/platform-postgres';
import { FENCED } from './schema';

/** What a failed statement means to the log's users. */
export const logError = (error: unknown, doing: string): unknown => {
  if (hasCode(error, FENCED))
    return new InfraError(
      'EVENT_LOG.FENCED',
      `${doing}: the lane has another owner; its work is dropped`,
      false,
      error,
    );
  if (isUnavailable(error))
    return new InfraError(
      'EVENT_LOG.UNAVAILABLE',
      `${doing}: PostgreSQL does not answer; it may be stored or not`,
      true,
      error,
    );
  return postgresError(error, doing);
};

export const unknownTopic = (topic: Topic): InfraError =>
  new InfraError(
    'EVENT_LOG.UNKNOWN_TOPIC',
    `topic ${topic} does not exist; provision it first`,
    false,
  );

export const partitionsDiffer = (topic: Topic, there: number, wanted: number): InfraError =>
  new InfraError(
    'EVENT_LOG.PARTITIONS_DIFFER',
    `topic ${topic} has ${there} partitions, not ${wanted}; the count is fixed when a topic is created`,
    false,
  );

export const followerAppends = (group: string): InfraError =>
  new InfraError(
    'EVENT_LOG.FOLLOWER_APPENDS',
    `${group} follows: its handler must return no drafts; use mode 'transactional' to append`,
    false,
  );

export const sizeOf = ({ value, key }: Draft): number => (value?.byteLength ?? 0) + key.length;

export const refuseLarge = (drafts: readonly Draft[], limit: number): void => {
  const large = drafts.find((draft) => sizeOf(draft) > limit);
  if (large)
    throw new InfraError(
      'EVENT_LOG.TOO_LARGE',
      `a record of ${sizeOf(large)} bytes for ${large.topic} is over the limit of ${limit}`,
      false,
    );
};
