import { createOnnxEmbeddings, hasWeights } from '@deskstream/adapter-embeddings-onnx';
import { createOpenAiEmbeddings } from '@deskstream/adapter-embeddings-openai';
import {
  createPostgresKnowledge,
  readMarkdownFolder,
} from '@deskstream/adapter-knowledge-postgres';
import { createPool, startEmbeddedPostgres } from '@deskstream/platform-postgres';
import type { PostgresKnowledge } from '@deskstream/adapter-knowledge-postgres';
import type { Embeddings } from '@deskstream/port-embeddings';
import type { Article, Knowledge } from '@deskstream/port-knowledge';

const WEIGHTS = '.embeddings';

export interface EvalKnowledge {
  readonly knowledge: Knowledge;
  readonly articles: ReadonlyMap<string, Article>;
  readonly embedded: boolean;
  close(): Promise<void>;
}

/** Of OpenAI's shape; an empty key is not sent. */
export interface EmbeddingsEndpoint {
  readonly baseUrl: string;
  readonly model: string;
  readonly apiKey: string;
}

interface Asked {
  /** Empty: a PostgreSQL of its own in dist/eval. */
  readonly database: string;
  readonly corpus: string;
  readonly embeddings: 'local' | 'off' | EmbeddingsEndpoint;
  say(line: string): void;
}

/** The corpus in the schema `knowledge_eval`, embedded as the product does it. */
export const openEvalKnowledge = async (asked: Asked): Promise<EvalKnowledge> => {
  const server = asked.database === '' ? await ownServer() : undefined;
  const pool = createPool({ url: server?.url ?? asked.database });
  const embeddings = await embeddingsOf(asked);
  const knowledge = await createPostgresKnowledge({
    pool,
    schema: 'knowledge_eval',
    ...(embeddings === undefined ? {} : { embeddings }),
  });
  const articles = new Map<string, Article>();
  for await (const article of readMarkdownFolder(asked.corpus))
    articles.set(article.articleId, article);
  await knowledge.replaceAll('eval', articles.values());
  await embedAll(knowledge, asked.say);
  return {
    knowledge,
    articles,
    embedded: embeddings !== undefined,
    close: async () => {
      await embeddings?.close();
      await pool.end();
      await server?.stop();
    },
  };
};

const embedAll = async (knowledge: PostgresKnowledge, say: Asked['say']): Promise<void> => {
  const began = performance.now();
  let embedded = 0;
  for (let some = await knowledge.embedSome(); some !== 0; some = await knowledge.embedSome())
    embedded += some === 'busy' ? 0 : some;
  const each = (performance.now() - began) / Math.max(1, embedded);
  if (embedded > 0) say(`${embedded} passages embedded, ${each.toFixed(0)} ms each`);
};

const embeddingsOf = async ({ embeddings, say }: Asked): Promise<Embeddings | undefined> => {
  if (embeddings === 'off') return undefined;
  if (embeddings !== 'local') return createOpenAiEmbeddings({ ...embeddings, timeoutMs: 120_000 });
  if (await hasWeights(WEIGHTS)) return createOnnxEmbeddings(WEIGHTS);
  say('No weights of embeddings ("npm run embeddings:up"): words alone rank.');
  return undefined;
};

/** Kept, so that the next run need not embed again what did not change. */
const ownServer = () => startEmbeddedPostgres({ dataDir: 'dist/eval/postgres', durable: false });
