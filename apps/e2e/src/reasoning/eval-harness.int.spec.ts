import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunningScriptedModel } from '@deskstream/app-scripted-model';
import { startScriptedModel } from '@deskstream/app-scripted-model';
import type { TestDatabase } from '@deskstream/testing-harness';
import { testDatabase } from '@deskstream/testing-harness';

const root = join(import.meta.dirname, '../../../..');
const run = promisify(execFile);

const verdict = {
  ...{ grounded: true, helpful: true, allowedTopic: true, promisesHandoff: false },
  ...{ confidence: 0.9, because: 'the article says so' },
};
const handOver = { toolCalls: [{ name: 'hand_over_to_person', arguments: { reason: 'unknown' } }] };
const script = {
  rules: [
    { when: { output: 'verdict' }, then: { output: verdict } },
    { when: { user: 'bitcoin' }, then: { text: 'We do not take cryptocurrency [1].' } },
    { when: { user: 'drone' }, then: { status: 400 } },
    { then: handOver },
  ],
};
const questions = [
  {
    ...{
      id: 'f1',
      question: 'which payment methods: card, cryptocurrency like bitcoin?',
      kind: 'answerable',
    },
    ...{ gold: ['payment-methods'], must_contain: [['cryptocurrency']] },
  },
  { id: 'f2', question: 'which school did your boss visit?', kind: 'unanswerable', gold: [] },
  { id: 'f3', question: 'does it come by drone?', kind: 'unanswerable', gold: [] },
];

describe('the evaluation of answers', () => {
  let folder: string;
  let model: RunningScriptedModel;
  let database: TestDatabase;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'deskstream-eval-'));
    database = await testDatabase();
    model = await startScriptedModel({ script, port: 0 });
  });
  afterAll(async () => {
    await model.stop();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const evaluate = async (file: string, ...more: readonly string[]) =>
    run(
      process.execPath,
      [
        ...['tools/eval/run.mjs', '--corpus', 'tools/eval/sets/fernwick/corpus'],
        ...['--questions', file, '--database', database.url, ...more],
      ],
      { cwd: root, timeout: 120_000 },
    );

  it('runs with a model and embeddings behind endpoints, through the run of the product', async () => {
    const file = join(folder, 'questions.jsonl');
    await writeFile(file, questions.map((each) => JSON.stringify(each)).join('\n'));
    const { stdout } = await evaluate(
      ...([file, '--embeddings', 'scripted', '--embeddings-url', model.baseUrl] as const),
      ...['--model', 'scripted', '--model-url', model.baseUrl],
    );
    expect(stdout).toContain('answered by openai-compatible/scripted');
    expect(stdout).toContain('answered: 100.0 % (1 of 1)');
    expect(stdout).toContain('right article cited, of answered: 100.0 % (1 of 1)');
    expect(stdout).toContain('correct, of answered: 100.0 % (1 of 1)');
    expect(stdout).toContain('unanswerable handed off: 100.0 % (2 of 2)');
    expect(stdout).toMatch(/no answer to "does it come by drone\?": .*400/);
    expect(stdout).toMatch(/1 questions failed/);
  }, 540_000);

  it('names the line of a question that cannot be read', async () => {
    const file = join(folder, 'broken.jsonl');
    await writeFile(file, `${JSON.stringify(questions[0])}\n{"id": `);
    await expect(evaluate(file)).rejects.toMatchObject({
      stderr: expect.stringContaining(`${file}:2 is not a JSON object`),
    });
  });
});
