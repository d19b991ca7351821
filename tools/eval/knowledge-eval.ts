import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createExtractiveAnswerer } from '@deskstream/adapter-ai-extractive';
import {
  createPostgresKnowledge,
  readMarkdownFolder,
} from '@deskstream/adapter-knowledge-postgres';
import { defaultConversationSettings } from '@deskstream/conversation-domain';
import pg from 'pg';
import { figuresOf } from './figures';
import type { Judged, Question } from './figures';
import { judge } from './judge';

const { values } = parseArgs({
  options: {
    database: { type: 'string', default: process.env['DATABASE_URL'] ?? '' },
    corpus: { type: 'string' },
    questions: { type: 'string' },
    floor: { type: 'string', default: String(defaultConversationSettings.confidenceFloor) },
    floors: { type: 'boolean', default: false },
  },
});
if (values.database === '' || values.corpus === undefined || values.questions === undefined)
  throw new Error(
    'knowledge-eval needs --corpus <folder> --questions <file.jsonl> --database <url> (or DATABASE_URL); --floor and --floors are optional',
  );

const pool = new pg.Pool({ connectionString: values.database });
const knowledge = await createPostgresKnowledge({ pool, schema: 'knowledge_eval' });
await knowledge.replaceAll('eval', readMarkdownFolder(values.corpus));
const answerer = createExtractiveAnswerer();
const questions = readFileSync(values.questions, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as Question);
const judged: Judged[] = [];
for (const question of questions) judged.push(await judge({ knowledge, answerer }, question));
await pool.end();

/** Odd ids are for tuning, even ids for reporting. */
const isTuning = ({ id }: Question) => Number(/\d+$/.exec(id)?.[0] ?? 0) % 2 === 1;
const halves = {
  tuning: judged.filter(isTuning),
  'held out': judged.filter((each) => !isTuning(each)),
};
const floors = values.floors ? [0.5, 0.6, 0.7, 0.8, 0.9] : [Number(values.floor)];
for (const floor of floors)
  for (const [half, list] of Object.entries(halves)) {
    process.stdout.write(`\n${half} half, floor ${floor}\n`);
    for (const [name, value] of Object.entries(figuresOf(list, floor)))
      process.stdout.write(`  ${name}: ${value}\n`);
  }
