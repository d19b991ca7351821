import { createPostgresKnowledge } from '@deskstream/adapter-knowledge-postgres';
import type { PostgresKnowledge } from '@deskstream/adapter-knowledge-postgres';
import type { Clock, Logger, RunningService } from '@deskstream/kernel';
import { messageOf, repeat } from '@deskstream/kernel';
import type { PassageHistory } from '@deskstream/port-knowledge';
import type { EmbeddingsConfig } from './embeddings';
import { openEmbeddings } from './embeddings';
import type { Parts } from './open-parts';

export interface OpenKnowledge {
  readonly knowledge: PostgresKnowledge;
  /** Embeds what has no vector yet, in the background; stopping it closes the embeddings. */
  readonly embedding: RunningService;
}

interface OpenedBy {
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Articles as passages, found by words and, where embeddings can be had, by meaning. */
export const openKnowledge = async (
  config: EmbeddingsConfig,
  { pool, schema }: Pick<Parts, 'pool' | 'schema'>,
  { clock, logger }: OpenedBy,
): Promise<OpenKnowledge> => {
  const opened = await openEmbeddings(config);
  if (opened.kind === 'words-only') {
    logger.info({ because: opened.because }, 'articles are found by words alone');
    const knowledge = await createPostgresKnowledge({ pool, schema, logger });
    return { knowledge, embedding: idle };
  }
  const { embeddings } = opened;
  const knowledge = await createPostgresKnowledge({ pool, schema, embeddings, logger });
  const loop = startEmbedding(knowledge, { clock, logger });
  return {
    knowledge,
    embedding: {
      ...loop,
      stop: async () => {
        const stopped = loop.stop();
        await embeddings.close();
        await stopped;
      },
    },
  };
};

/** What was cited once, to be read again; finds nothing. */
export const openPassages = ({
  pool,
  schema,
}: Pick<Parts, 'pool' | 'schema'>): Promise<PassageHistory> =>
  createPostgresKnowledge({ pool, schema });

const idle: RunningService = {
  name: 'embedding',
  ready: () => ({ ok: true }),
  stop: () => Promise.resolve(),
};

/** How long after nothing was left to embed articles are looked at again. */
const IDLE_MS = 2_000;
const TROUBLED_MS = 30_000;

const startEmbedding = (
  knowledge: PostgresKnowledge,
  { clock, logger }: OpenedBy,
): RunningService => {
  const { stop } = repeat(clock, async (signal) => {
    try {
      const embedded = await knowledge.embedSome();
      return embedded === 0 || embedded === 'busy' ? IDLE_MS : 0;
    } catch (error) {
      if (!signal.aborted)
        logger.warn({ because: messageOf(error) }, 'passages are not embedded for now');
      return TROUBLED_MS;
    }
  });
  return { name: 'embedding', ready: () => ({ ok: true }), stop };
};
