import { readFileSync, writeFileSync } from 'node:fs';
import { createExtractiveAnswerer } from '@deskstream/adapter-ai-extractive';
import { messageOf } from '@deskstream/kernel';
import { askAll } from './ask-all';
import { groupsOf, isTuning, printFigures } from './figures';
import type { Question } from './figures';
import { fitConfidence } from './fit';
import { createModelAnswerer } from './model-answerer';
import { openEvalKnowledge } from './open-knowledge';
import { readOptions } from './options';
import type { EvalOptions } from './options';

const WITH_MEANING = ['support', 'standing', 'margin', 'unknown'] as const;
const WITH_WORDS = ['margin', 'covered', 'unknown'] as const;
const say = (line: string) => process.stdout.write(`${line}\n`);

const evaluate = async (options: EvalOptions): Promise<void> => {
  const questions = questionsIn(options.questions);
  const { knowledge, articles, embedded, close } = await openEvalKnowledge({ ...options, say });
  const spent = { calls: 0, inputTokens: 0, outputTokens: 0, failed: 0 };
  const answerer =
    options.model === undefined
      ? createExtractiveAnswerer()
      : createModelAnswerer(options.model, spent, say);
  const judged = await askAll({ knowledge, articles, answerer }, questions, say).finally(close);
  say(`answered by ${answerer.name}`);
  if (options.model !== undefined)
    say(
      `${spent.calls} calls, ${spent.inputTokens} tokens in, ${spent.outputTokens} out; ${spent.failed} questions failed`,
    );
  if (options.judged !== undefined) writeFileSync(options.judged, JSON.stringify(judged, null, 1));
  if (options.fit)
    fitConfidence(judged.filter(isTuning), embedded ? WITH_MEANING : WITH_WORDS, say);
  for (const floor of options.floors)
    for (const [name, list] of Object.entries(groupsOf(judged, options.halves)))
      printFigures(`${name}, floor ${floor}`, list, { floor, say });
};

const questionsIn = (file: string): readonly Question[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, at) => (line.trim() === '' ? [] : [questionOf(line, `${file}:${at + 1}`)]));

const questionOf = (line: string, where: string): Question => {
  try {
    return JSON.parse(line) as Question;
  } catch (error) {
    throw new Error(`${where} is not a JSON object: ${messageOf(error)}`, { cause: error });
  }
};

try {
  await evaluate(readOptions(process.argv.slice(2), process.env));
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
}
