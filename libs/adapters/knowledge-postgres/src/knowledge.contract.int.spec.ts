import { createPool } from '@deskstream/platform-postgres';
import { articleStoreContract, knowledgeContract } from '@deskstream/port-knowledge/contract';
import { testDatabase } from '@deskstream/testing-harness';
import { createPostgresArticles } from './articles/article-store';
import { createPostgresKnowledge } from './postgres-knowledge';

const open = async () => {
  const database = await testDatabase();
  const pool = createPool({ url: database.url, max: 4 });
  const on = { pool, schema: database.schema };
  await createPostgresKnowledge(on);
  return {
    knowledge: () => createPostgresKnowledge(on),
    articles: () => createPostgresArticles(on),
    close: async () => {
      await pool.end();
      await database.drop();
    },
  };
};

knowledgeContract('PostgreSQL', open);
articleStoreContract('PostgreSQL', open);
