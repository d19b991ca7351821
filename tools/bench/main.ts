import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { startEmbeddedPostgres } from '@deskstream/platform-postgres';
import { acceptBench } from './accept.bench';
import { consoleBench } from './console.bench';
import type { BenchContext } from './context';
import { decideBench } from './decide.bench';
import { latencyBench } from './latency.bench';
import { describeMachine } from './machine';
import { memoryBench } from './memory.bench';
import { openingBench } from './opening.bench';
import { rebuildBench } from './rebuild.bench';
import { restartBench } from './restart.bench';
import { retrievalBench } from './retrieval.bench';
import type { BenchResult } from './result';
import { renderResults } from './result';
import { whatIfBench } from './what-if.bench';

type Bench = (context: BenchContext) => Promise<readonly BenchResult[]>;

const BENCHES: Readonly<Record<string, Bench>> = {
  accept: acceptBench,
  console: consoleBench,
  decide: decideBench,
  latency: latencyBench,
  memory: memoryBench,
  opening: openingBench,
  rebuild: rebuildBench,
  restart: restartBench,
  retrieval: retrievalBench,
  'what-if': whatIfBench,
};

export interface MainRequest extends Pick<BenchContext, 'root' | 'folder' | 'brokers'> {
  readonly args: readonly string[];
}

/** One bench after the other; docs/benchmarks.md is written only by a full run of all of them. */
export const main = async ({ args, ...given }: MainRequest): Promise<void> => {
  const quick = args.includes('--quick');
  const names = chosen(args.filter((arg) => !arg.startsWith('--')));
  const database = await startEmbeddedPostgres({ dataDir: join(given.folder, 'postgres') });
  try {
    const context: BenchContext = { ...given, quick, databaseUrl: database.url };
    const results: BenchResult[] = [];
    for (const name of names) results.push(...(await measured(name, context)));
    const table = renderResults(results);
    process.stdout.write(`\n${describeMachine(given.root)}\n\n${table}\n`);
    if (!quick && names.length === Object.keys(BENCHES).length)
      await writeFile(
        join(given.root, 'docs/benchmarks.md'),
        await format(document(describeMachine(given.root), table), {
          parser: 'markdown',
          ...(await resolveConfig(join(given.root, 'docs/benchmarks.md'))),
        }),
      );
  } finally {
    await database.stop();
  }
};

const chosen = (names: readonly string[]): readonly string[] => {
  const unknown = names.filter((name) => BENCHES[name] === undefined);
  if (unknown.length > 0)
    throw new Error(
      `no bench is called ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}`,
    );
  return names.length > 0 ? names : Object.keys(BENCHES);
};

const measured = async (name: string, context: BenchContext): Promise<readonly BenchResult[]> => {
  const startedAt = performance.now();
  const results = (await BENCHES[name]?.(context)) ?? [];
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
  process.stdout.write(`${name} (${seconds} s)\n${renderResults(results)}\n`);
  return results;
};

const document = (machine: string, table: string): string => `# Benchmarks

Written by \`npm run bench\`. Each figure stands beside a limit measured in the same run, in turns,
on the same machine; the ratio is what counts, the figures themselves depend on the machine and on
what else it does. A ratio of 1 is the limit, more is better.

${machine}

${table}
`;
