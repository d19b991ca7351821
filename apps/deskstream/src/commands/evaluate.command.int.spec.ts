import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import {
  createPostgresKnowledge,
  readMarkdownFolder,
} from '@deskstream/adapter-knowledge-postgres';
import { createMemoryStreamIndex } from '@deskstream/adapter-stores-memory';
import type { AskedAnswerer, Figures } from '@deskstream/platform-trials';
import { defaultConversationSettings } from '@deskstream/conversation-domain';
import { EvaluationSet } from '@deskstream/conversation-what-if';
import { systemClock } from '@deskstream/kernel';
import { loadWorkspacesFile } from '@deskstream/platform-settings';
import { createPool } from '@deskstream/platform-postgres';
import type { Pool } from '@deskstream/platform-postgres';
import { mergeRules } from '@deskstream/port-settings';
import type { TestDatabase } from '@deskstream/testing-harness';
import { testDatabase } from '@deskstream/testing-harness';
import type { Output } from '../cli/output';
import { evaluate } from './evaluate.command';
import { askedOf } from '@deskstream/app-orchestrator';

const demo = join(import.meta.dirname, '../../demo');
const root = join(import.meta.dirname, '../../../..');

const quiet: Output & { readonly lines: string[] } = {
  json: false,
  lines: [],
  line: (text = '') => void quiet.lines.push(text),
  table: () => undefined,
  value: () => undefined,
  progress: () => ({ advance: () => undefined, end: () => undefined }),
};

describe('the evaluation set of the demo', () => {
  let database: TestDatabase;
  let pool: Pool;
  let answerer: AskedAnswerer;
  let folder: string;
  const [workspace] = loadWorkspacesFile(join(demo, 'workspaces.yaml'));
  const rules = mergeRules(defaultConversationSettings, workspace?.rules ?? {});

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'evaluation-'));
    database = await testDatabase();
    pool = createPool({ url: database.url });
    const knowledge = await createPostgresKnowledge({ pool, schema: database.schema });
    await knowledge.replaceAll('demo', readMarkdownFolder(join(demo, 'knowledge')));
    const log = createMemoryEventLog({ clock: systemClock });
    const index = createMemoryStreamIndex();
    answerer = askedOf({ log, index, knowledge, clock: systemClock, modelFor: () => null });
  });

  afterAll(async () => {
    await pool.end();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const run = (given = rules): Promise<Figures> =>
    evaluate(
      quiet,
      { set: join(demo, 'evaluation.yaml'), history: join(folder, 'history.ndjson') },
      {
        answerer,
        at: 1_790_000_000_000,
        signal: new AbortController().signal,
        rulesOf: () => given,
      },
    );

  it('passes with the rules, the articles and the embedded answerer of the demo', async () => {
    await run().catch(() => undefined);
    expect(quiet.lines.filter((line) => line.startsWith('    '))).toEqual([]);
    expect(quiet.lines.at(-1)).toContain('8 of 8 cases pass');
  });

  it('fails with exit code 1, and names what is worse than before', async () => {
    const careless = mergeRules(rules, { handleUnassigned: false });
    await expect(run(careless)).rejects.toMatchObject({ exitCode: 1 });
    expect(quiet.lines.at(-1)).toContain('8 of 8. New failures: unassigned-is-answered.');
    const history = readFileSync(join(folder, 'history.ndjson'), 'utf8').trimEnd().split('\n');
    expect(history.map((line) => (JSON.parse(line) as Figures).passed)).toEqual([8, 7]);
  });

  it('has a published JSON Schema', () => {
    const file = join(root, 'docs/reference/evaluation-set.schema.json');
    const {
      $schema: _,
      $id: __,
      title: ___,
      ...published
    } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    expect(published).toEqual(JSON.parse(JSON.stringify(EvaluationSet)));
  });
});
