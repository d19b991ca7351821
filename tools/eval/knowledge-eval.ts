import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createExtractiveAnswerer } from '@deskstream/adapter-ai-extractive';
import { defaultConversationSettings } from '@deskstream/conversation-domain';
import { askAll } from './ask-all';
import { groupsOf, isTuning, printFigures } from './figures';
import type { Question } from './figures';
import { fitConfidence } from './fit';
import { openEvalKnowledge } from './open-knowledge';

const { values } = parseArgs({
  options: {
    database: { type: 'string', default: process.env['DATABASE_URL'] ?? '' },
    corpus: { type: 'string' },
    questions: { type: 'string' },
    embeddings: { type: 'string', default: 'local' },
    floor: { type: 'string', default: String(defaultConversationSettings.confidenceFloor) },
    floors: { type: 'boolean', default: false },
    halves: { type: 'boolean', default: false },
    fit: { type: 'boolean', default: false },
    judged: { type: 'string' },
  },
});
if (values.corpus === undefined || values.questions === undefined)
  throw new Error(
    'knowledge-eval needs --corpus <folder> and --questions <file.jsonl>; optional: --database <url> (or DATABASE_URL; else one is started), --embeddings local|off, --floor, --floors, --halves, --fit, --judged <file>',
  );

const WITH_MEANING = ['support', 'standing', 'margin', 'unknown'] as const;
const WITH_WORDS = ['margin', 'covered', 'unknown'] as const;
const say = (line: string) => process.stdout.write(`${line}\n`);
const opened = await openEvalKnowledge({
  database: values.database,
  corpus: values.corpus,
  embeddings: values.embeddings === 'off' ? 'off' : 'local',
  say,
});
const questions = readFileSync(values.questions, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as Question);
const judged = await askAll(
  { knowledge: opened.knowledge, articles: opened.articles, answerer: createExtractiveAnswerer() },
  questions,
  say,
);
await opened.close();
if (values.judged !== undefined) writeFileSync(values.judged, JSON.stringify(judged, null, 1));
if (values.fit)
  fitConfidence(judged.filter(isTuning), opened.embedded ? WITH_MEANING : WITH_WORDS, say);
const floors = values.floors ? [0.3, 0.4, 0.5, 0.6, 0.7, 0.8] : [Number(values.floor)];
for (const floor of floors)
  for (const [name, list] of Object.entries(groupsOf(judged, values.halves)))
    printFigures(`${name}, floor ${floor}`, list, { floor, say });
