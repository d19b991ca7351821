import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createPostgresKnowledge } from '@deskstream/adapter-knowledge-postgres';
import { createPool } from '@deskstream/platform-postgres';
import type { Pool } from '@deskstream/platform-postgres';
import type { Knowledge } from '@deskstream/port-knowledge';
import type { BenchContext } from './context';
import { fresh } from './context';
import { benchEmbeddings, fillHelpCenter } from './help-center';
import type { BenchResult } from './result';
import { lessIsBetter, median, quantile } from './result';

const SIZES = [5_000, 50_000];
const BUDGET_MS: Readonly<Record<number, number>> = { 5_000: 50, 50_000: 250 };
const BLOCKED_MS = 50;
const WARM_UP = 20;

/** Customers' questions to a large help center: each figure beside its budget. */
export const retrievalBench = async (context: BenchContext): Promise<readonly BenchResult[]> => {
  const pool = createPool({ url: context.databaseUrl });
  const schema = fresh('retrieval').replaceAll('-', '_');
  const sets = join(context.root, 'tools/eval/sets/fernwick');
  const questions = await questionsOf(join(sets, 'questions.jsonl'));
  try {
    await createPostgresKnowledge({ pool, schema });
    const results: BenchResult[] = [];
    for (const size of context.quick ? SIZES.slice(0, 1) : SIZES) {
      const workspace = `passages-${size}`;
      await fillHelpCenter({ pool, schema, workspace }, { corpus: join(sets, 'corpus'), size });
      for (const kind of ['words', 'words and meaning'] as const)
        results.push(...(await measured({ pool, schema, workspace, size, kind }, questions)));
    }
    return results;
  } finally {
    await pool.query(`drop schema if exists ${schema} cascade`);
    await pool.end();
  }
};

const questionsOf = async (file: string): Promise<readonly string[]> =>
  (await readFile(file, 'utf8'))
    .split('\n')
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { readonly question: string }).question);

interface Measuring {
  readonly pool: Pool;
  readonly schema: string;
  readonly workspace: string;
  readonly size: number;
  readonly kind: 'words' | 'words and meaning';
}

/** As in a process that was just started. */
const measured = async (
  { pool, schema, workspace, size, kind }: Measuring,
  questions: readonly string[],
): Promise<readonly BenchResult[]> => {
  const knowledge = await createPostgresKnowledge({
    ...{ pool, schema },
    ...(kind === 'words' ? {} : { embeddings: benchEmbeddings }),
  });
  const ask = asking(knowledge, workspace);
  const blocked = monitorEventLoopDelay({ resolution: 1 });
  blocked.enable();
  const first = await ask(questions[0] ?? '');
  for (const question of questions.slice(0, WARM_UP)) await ask(question);
  const times: number[] = [];
  for (const question of [...questions, ...questions, ...questions])
    times.push(await ask(question));
  blocked.disable();
  const of = `${kind}, ${size.toLocaleString('en')} passages`;
  const common = { unit: 'ms', aim: '≥ 1' };
  return [
    lessIsBetter({
      ...{ ...common, name: `question by ${of}, p99`, against: 'budget' },
      ours: quantile(times, 0.99),
      limit: BUDGET_MS[size] ?? Number.NaN,
      detail: `${times.length} questions, one at a time; p50 ${median(times).toFixed(1)} ms; the first after a start, which reads all passages, ${first.toFixed(0)} ms`,
    }),
    lessIsBetter({
      ...{ ...common, name: `event loop blocked, ${of}`, against: 'budget' },
      ours: blocked.max / 1e6,
      limit: BLOCKED_MS,
      detail: 'the longest of all these questions, the first one included',
    }),
  ];
};

/** How many milliseconds an answer takes, also one that finds nothing. */
const asking = (knowledge: Knowledge, workspace: string) => async (text: string) => {
  const startedAt = performance.now();
  await knowledge.retrieve({ workspace, text, limit: 10 });
  return performance.now() - startedAt;
};
