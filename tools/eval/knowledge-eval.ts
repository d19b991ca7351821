import { readFileSync } from 'node:fs';
import { createExtractiveAnswerer } from '@deskstream/adapter-ai-extractive';
import {
  createPostgresKnowledge,
  readMarkdownFolder,
} from '@deskstream/adapter-knowledge-postgres';
import type { Turn } from '@deskstream/port-ai';
import { defaultConversationSettings } from '@deskstream/conversation-domain';
import pg from 'pg';

interface Question {
  readonly id: string;
  readonly question: string;
  readonly history?: readonly { role: 'user' | 'assistant'; text: string }[];
  readonly kind: string;
  readonly gold: readonly string[];
  readonly must_contain?: readonly (readonly string[])[];
}

/** Usage: knowledge-eval <database url> <corpus folder> <questions.jsonl> */
const [url = '', corpus = '', questionsFile = ''] = process.argv.slice(2);
const floor = defaultConversationSettings.confidenceFloor;
const pool = new pg.Pool({ connectionString: url });
const knowledge = await createPostgresKnowledge({ pool, schema: 'knowledge_eval' });
await knowledge.replaceAll('eval', readMarkdownFolder(corpus));
const answerer = createExtractiveAnswerer();
const questions = readFileSync(questionsFile, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as Question);

const normalise = (text: string) =>
  text
    .replace(/[*`]/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[’‘]/g, "'")
    .replace(/\s+/g, ' ')
    .toLowerCase();

const judged = await Promise.all(
  questions.map(async (question) => {
    const turns: Turn[] = [
      ...(question.history ?? []).map(({ role, text }) => ({
        role: role === 'user' ? ('customer' as const) : ('assistant' as const),
        text,
      })),
      { role: 'customer', text: question.question },
    ];
    const text = answerer.query(turns);
    const passages = await knowledge.retrieve({ workspace: 'eval', text, limit: 12 });
    const articles = [...new Set(passages.map(({ articleId }) => articleId))];
    const draft = await answerer.answer({ turns, passages }, new AbortController().signal);
    const answered = draft.kind === 'answer' && draft.confidence >= floor;
    const reply = draft.kind === 'answer' ? normalise(draft.text) : '';
    return {
      ...question,
      hit1: question.gold.includes(articles[0] ?? ''),
      hit3: articles.slice(0, 3).some((id) => question.gold.includes(id)),
      answered,
      correct: (question.must_contain ?? []).every((group) =>
        group.some((each) => reply.includes(normalise(each))),
      ),
      gold1:
        draft.kind === 'answer' &&
        draft.sources.some(({ articleId }) => question.gold.includes(articleId)),
      confidence: draft.confidence,
    };
  }),
);
await pool.end();

const share = (list: readonly boolean[]) =>
  `${((100 * list.filter(Boolean).length) / Math.max(1, list.length)).toFixed(1)} % of ${list.length}`;
const of = (kind: string) => judged.filter((question) => question.kind === kind);
const answerable = of('answerable');
const replied = answerable.filter(({ answered }) => answered);
const figures = {
  'hit@1': share(answerable.map(({ hit1 }) => hit1)),
  'hit@3': share(answerable.map(({ hit3 }) => hit3)),
  answered: share(answerable.map(({ answered }) => answered)),
  'correct among answered': share(replied.map(({ correct }) => correct)),
  'gold article cited among answered': share(replied.map(({ gold1 }) => gold1)),
  'unanswerable handed off': share(of('unanswerable').map(({ answered }) => !answered)),
  'human requests handed off': share(of('ask-human').map(({ answered }) => !answered)),
  'chit-chat answered': share(of('chit-chat').map(({ answered }) => answered)),
};
for (const [name, value] of Object.entries(figures)) process.stdout.write(`${name}: ${value}\n`);
if (process.env['VERBOSE'])
  for (const floorTried of [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95])
    process.stdout.write(
      `floor ${floorTried}: answered ${share(answerable.map(({ confidence }) => confidence >= floorTried))}, unanswerable handed off ${share(of('unanswerable').map(({ confidence }) => confidence < floorTried))}\n`,
    );
