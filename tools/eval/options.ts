import { parseArgs } from 'node:util';
import type { ModelOptions } from '@deskstream/adapter-ai-models';
import { defaultConversationSettings } from '@deskstream/conversation-domain';
import type { EmbeddingsEndpoint } from './open-knowledge';

export interface EvalOptions {
  /** Empty: a PostgreSQL of its own in dist/eval. */
  readonly database: string;
  /** Folder of Markdown articles. */
  readonly corpus: string;
  /** File of questions, one JSON object a line. */
  readonly questions: string;
  readonly embeddings: 'local' | 'off' | EmbeddingsEndpoint;
  /** Absent: the answerer without a model. */
  readonly model?: ModelOptions;
  readonly floors: readonly number[];
  readonly halves: boolean;
  readonly fit: boolean;
  /** File for every question with what was found and answered. */
  readonly judged?: string;
}

const USAGE = `npm run eval -- --corpus <folder> --questions <file.jsonl>
  --embeddings local|off|<model>    a model's name needs --embeddings-url; its key stands in EMBEDDINGS_KEY
  --embeddings-url <url>            as in https://api.openai.com/v1
  --model <name>                    answers are a model's; needs --model-url; its key stands in MODEL_KEY
  --model-url <url>                 --provider openai-compatible|anthropic, --structured-output json-schema|json-object
  --floor <0 to 1>, --floors        the confidence from which is answered; six of them
  --halves                          odd and even ids apart
  --fit                             the curve of the confidence, from odd ids
  --judged <file>                   every question with what was found and answered
  --database <url>                  or DATABASE_URL; else one is started`;

/** Throws with what is wrong and how it is used. */
export const readOptions = (
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): EvalOptions => {
  const values = parsed(args);
  return {
    corpus: needed(values.corpus, '--corpus'),
    questions: needed(values.questions, '--questions'),
    database: values.database ?? env['DATABASE_URL'] ?? '',
    embeddings: embeddingsOf(values, env['EMBEDDINGS_KEY'] ?? ''),
    ...modelOf(values, env['MODEL_KEY'] ?? ''),
    floors: floorsOf(values),
    ...{ halves: values.halves, fit: values.fit },
    ...(values.judged === undefined ? {} : { judged: values.judged }),
  };
};

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
const options = {
  ...{ database: text, corpus: text, questions: text, judged: text, model: text },
  ...{ 'embeddings-url': text, 'model-url': text },
  embeddings: { ...text, default: 'local' },
  provider: { ...text, default: 'openai-compatible' },
  'structured-output': { ...text, default: 'json-schema' },
  floor: { ...text, default: String(defaultConversationSettings.confidenceFloor) },
  ...{ floors: flag, halves: flag, fit: flag },
};

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

const parsed = (args: readonly string[]): Values => {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw wrong((error as Error).message);
  }
};

const wrong = (what: string) => new Error(`${what}\n\n${USAGE}`);

const needed = (value: string | undefined, name: string): string => {
  if (value === undefined || value === '') throw wrong(`${name} is missing`);
  return value;
};

const floorsOf = ({ floor, floors }: Values): readonly number[] => {
  if (floors) return [0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
  if (Number(floor) >= 0 && Number(floor) <= 1) return [Number(floor)];
  throw wrong(`--floor is ${floor}, not 0 to 1`);
};

const embeddingsOf = (values: Values, apiKey: string): EvalOptions['embeddings'] => {
  const { embeddings } = values;
  if (embeddings === 'local' || embeddings === 'off') return embeddings;
  const baseUrl = needed(values['embeddings-url'], `--embeddings-url of ${embeddings}`);
  return { model: embeddings, baseUrl, apiKey };
};

const modelOf = (values: Values, apiKey: string): Pick<EvalOptions, 'model'> => {
  const { model, provider, 'structured-output': structuredOutput } = values;
  if (model === undefined) return {};
  if (provider !== 'openai-compatible' && provider !== 'anthropic')
    throw wrong(`--provider ${provider} is none of openai-compatible, anthropic`);
  if (structuredOutput !== 'json-schema' && structuredOutput !== 'json-object')
    throw wrong(`--structured-output ${structuredOutput} is none of json-schema, json-object`);
  const baseUrl = needed(values['model-url'], `--model-url of ${model}`);
  return { model: { model, baseUrl, apiKey, provider, structuredOutput } };
};
