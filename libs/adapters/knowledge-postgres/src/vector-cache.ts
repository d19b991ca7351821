import type { EpochMs } from '@deskstream/kernel';
import type { Pool } from '@deskstream/platform-postgres';
import type { At } from './standing';
import { standing, timeOf } from './standing';
import { keyOf, vectorIndexOf } from './vector-index';
import type { PassageKey, VectorIndex } from './vector-index';

/** Indexes of the workspaces that were asked, each as new as the database. */
export interface VectorCache {
  /** `at`: of the passages that stood at a time. */
  of(workspace: string, at?: At): Promise<VectorIndex>;
}

interface Cached {
  readonly revision: string;
  readonly index: VectorIndex;
  readonly vectors: ReadonlyMap<string, Float32Array>;
}

interface Tables {
  readonly pool: Pool;
  readonly schema: string;
  /** Name of the embeddings whose vectors count. */
  readonly embedding: string;
}

const empty: Cached = { revision: '', index: vectorIndexOf([]), vectors: new Map() };

export const createVectorCache = (tables: Tables): VectorCache => {
  const cached = new Map<string, Cached>();
  const loading = new Map<string, Promise<Cached>>();
  const load = async (workspace: string): Promise<Cached> => {
    const known = cached.get(workspace) ?? empty;
    // Read before the keys: a change in between is loaded the next time.
    const revision = await revisionOf(tables, workspace);
    if (known !== empty && revision === known.revision) return known;
    const loaded = await loadFrom(tables, workspace, { ...known, revision });
    cached.set(workspace, loaded);
    return loaded;
  };
  const past = pastIndexes(tables);
  return {
    of: async (workspace, at) => {
      if (at !== undefined) return past(workspace, at, await load(workspace));
      const under = loading.get(workspace) ?? load(workspace);
      loading.set(workspace, under);
      try {
        return (await under).index;
      } finally {
        loading.delete(workspace);
      }
    },
  };
};

const revisionOf = async ({ pool, schema }: Tables, workspace: string): Promise<string> => {
  const { rows } = await pool.query<{ revision: string }>(
    `select revision from ${schema}.knowledge_revisions where workspace = $1`,
    [workspace],
  );
  return rows[0]?.revision ?? '0';
};

/** Indexes of times that were asked of; a few, as sessions next to each other share one. */
const PAST = 4;

const pastIndexes = (tables: Tables) => {
  const made = new Map<string, VectorIndex>();
  return async (workspace: string, at: EpochMs, now: Cached): Promise<VectorIndex> => {
    const name = `${workspace} ${now.revision} ${await lastChangeBefore(tables, workspace, at)}`;
    const index = made.get(name) ?? (await loadFrom(tables, workspace, now, at)).index;
    made.delete(name);
    made.set(name, index);
    for (const oldest of [...made.keys()].slice(0, -PAST)) made.delete(oldest);
    return index;
  };
};

const lastChangeBefore = async (
  { pool, schema }: Tables,
  workspace: string,
  at: EpochMs,
): Promise<string> => {
  const { rows } = await pool.query<{ change: string | null }>(
    `select max(time)::text as change
     from ${schema}.knowledge_spans cross join lateral (values (since), (until)) as each(time)
     where workspace = $1 and time <= to_timestamp($2::float8 / 1000)`,
    [workspace, at],
  );
  return rows[0]?.change ?? '';
};

/** Vectors never change, so only those of new passages are read. */
const loadFrom = async (
  tables: Tables,
  workspace: string,
  known: Cached,
  at?: At,
): Promise<Cached> => {
  const keys = await keysOf(tables, workspace, at);
  const missing = keys.filter((key) => !known.vectors.has(keyOf(key)));
  const read = await readVectors(tables, workspace, missing);
  const entries = keys.flatMap((key) => {
    const vector = known.vectors.get(keyOf(key)) ?? read.get(keyOf(key));
    return vector === undefined ? [] : [{ key, vector }];
  });
  return {
    revision: known.revision,
    index: vectorIndexOf(entries),
    vectors: new Map(entries.map(({ key, vector }) => [keyOf(key), vector])),
  };
};

const keysOf = async ({ pool, schema, embedding }: Tables, workspace: string, at: At) => {
  const { rows } = await pool.query<PassageKey>(
    `select p.workspace, p.article_id as "articleId", p.version, p.ordinal,
       p.language::text as language
     from ${schema}.knowledge_passages p
       join ${schema}.knowledge_vectors v using (workspace, article_id, version, ordinal)
     where workspace = $1 and ${standing(schema, at, 3)} and v.embedding = $2`,
    [workspace, embedding, ...timeOf(at)],
  );
  return rows;
};

const readVectors = async (
  { pool, schema, embedding }: Tables,
  workspace: string,
  keys: readonly PassageKey[],
): Promise<ReadonlyMap<string, Float32Array>> => {
  if (keys.length === 0) return new Map();
  const { rows } = await pool.query<Omit<PassageKey, 'language'> & { readonly vector: Buffer }>(
    `select v.workspace, v.article_id as "articleId", v.version, v.ordinal, v.vector
     from ${schema}.knowledge_vectors v
       join unnest($3::text[], $4::text[], $5::int[]) as k(article_id, version, ordinal)
         using (article_id, version, ordinal)
     where v.workspace = $1 and v.embedding = $2`,
    [
      workspace,
      embedding,
      keys.map(({ articleId }) => articleId),
      keys.map(({ version }) => version),
      keys.map(({ ordinal }) => ordinal),
    ],
  );
  return new Map(rows.map((row) => [keyOf(row), floatsOf(row.vector)]));
};

/** As stored: little-endian 4-byte floats. */
export const bytesOf = (vector: Float32Array): Buffer => {
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((value, at) => bytes.writeFloatLE(value, at * 4));
  return bytes;
};

const floatsOf = (bytes: Buffer): Float32Array =>
  Float32Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readFloatLE(at * 4));
