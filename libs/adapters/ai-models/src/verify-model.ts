import { hasCode, messageOf } from '@deskstream/kernel';
import type { Model, ModelReply, ModelRequest } from '@deskstream/port-ai';
import type { ModelEndpoint, ModelSettings } from '@deskstream/port-settings';
import { createModel } from './create-model';
import { listModels } from './list-models';
import { timeoutsOf } from './models-of-settings';

/** One named check, as a person reads it. */
export interface ModelCheck {
  readonly name: string;
  readonly result: 'ok' | 'warning' | 'failed';
  /** The error's, as in `MODEL.UNAUTHORIZED`. */
  readonly code?: string;
  readonly expected: string;
  readonly found: string;
  readonly fix?: string;
}

/**
 * Asks the model, and the fallback, what answering needs: address, key, name, a reply, tools, structured
 * output, usage. Costs some hundred tokens of each, outside the budget. What hangs on a failed check is left out.
 */
export const verifyModel = async (
  settings: ModelSettings,
  signal: AbortSignal,
): Promise<readonly ModelCheck[]> => {
  const { fallback } = settings;
  const main = await verifyEndpoint(settings, settings, signal);
  if (fallback === undefined) return main;
  const other = await verifyEndpoint(fallback, settings, signal);
  return [...main, ...other.map((check) => ({ ...check, name: `fallback: ${check.name}` }))];
};

const verifyEndpoint = async (
  endpoint: ModelEndpoint,
  settings: ModelSettings,
  signal: AbortSignal,
): Promise<readonly ModelCheck[]> => {
  const listed = await listModels(endpoint, signal);
  if (listed.kind === 'failed') return [failed('address and key', 'a list of models', listed)];
  const model = createModel({ ...endpoint, timeouts: timeoutsOf(settings) });
  const answer = await tried(model, plain, signal);
  const checks = [
    ok('address and key', listed.kind === 'listed' ? 'a list of models' : 'an answer'),
    nameCheck(endpoint, listed.kind === 'listed' ? listed.models : null, answer),
  ];
  if (!answer.ok) return [...checks, failed('answers', 'a reply', answer)];
  const withTool = await tried(model, tooled, signal);
  const withObject = await tried(model, structured, signal);
  return [
    ...checks,
    ok('answers', 'a reply'),
    usageCheck(answer.reply),
    toolCheck(withTool),
    objectCheck(withObject),
  ];
};

type Tried =
  | { readonly ok: true; readonly reply: ModelReply }
  | { readonly ok: false; readonly error: unknown };

const tried = (model: Model, request: ModelRequest, signal: AbortSignal): Promise<Tried> =>
  model.complete(request, { signal }).then(
    (reply) => ({ ok: true, reply }),
    (error: unknown) => ({ ok: false, error }),
  );

/** Reasoning models think before they speak. */
const ENOUGH = 512;

const plain: ModelRequest = {
  system: 'You are being checked. Answer with the word ready.',
  messages: [{ role: 'user', text: 'Are you ready?' }],
  maxOutputTokens: ENOUGH,
};

const tooled: ModelRequest = {
  ...plain,
  system: 'You are being checked. Call the tool report_ready once.',
  tools: [
    {
      name: 'report_ready',
      description: 'Tells that you are ready.',
      parameters: { type: 'object', properties: {}, additionalProperties: false },
    },
  ],
};

const structured: ModelRequest = {
  ...plain,
  system: 'You are being checked. Say that you are ready as a JSON object.',
  output: {
    name: 'readiness',
    schema: {
      type: 'object',
      properties: { ready: { type: 'boolean' } },
      required: ['ready'],
      additionalProperties: false,
    },
  },
};

const nameCheck = (
  { model }: ModelEndpoint,
  models: readonly string[] | null,
  answer: Tried,
): ModelCheck => {
  const name = 'model exists';
  if (answer.ok || models?.includes(model) === true) return ok(name, model);
  const expected = `a model named ${model}`;
  if (models === null || !hasCode(answer.error, 'MODEL.BAD_REQUEST'))
    return { name, result: 'warning', expected, found: 'no list of models, and no answer' };
  const found = `${models.length} others${models.length === 0 ? '' : `, as ${models.slice(0, 5).join(', ')}`}`;
  return { name, result: 'failed', expected, found, fix: 'Choose a model of the list.' };
};

const usageCheck = ({ usage }: ModelReply): ModelCheck =>
  usage.inputTokens > 0
    ? ok('usage is reported', `${usage.inputTokens + usage.outputTokens} tokens`)
    : {
        name: 'usage is reported',
        result: 'warning',
        expected: 'tokens with each reply',
        found: 'none',
        fix: 'A budget cannot count this model; turn on usage in streams at the server.',
      };

const toolCheck = (answer: Tried): ModelCheck => {
  const name = 'tools are supported';
  if (!answer.ok) return failed(name, 'a call of the tool offered', answer);
  if (answer.reply.toolCalls.length > 0) return ok(name, 'a call of the tool offered');
  return {
    name,
    result: 'warning',
    expected: 'a call of the tool offered',
    found: 'an answer without one',
    fix: 'Choose a model that calls tools, or the AI can neither use them nor hand over by itself.',
  };
};

const objectCheck = (answer: Tried): ModelCheck => {
  const name = 'structured output is supported';
  if (answer.ok && answer.reply.output !== undefined) return ok(name, 'the object asked for');
  const fix = 'Set model.structuredOutput to "json-object", or choose another model.';
  const error = answer.ok ? { error: `it stopped: ${answer.reply.stop}` } : answer;
  return { ...failed(name, 'the object asked for', error), fix };
};

const ok = (name: string, found: string): ModelCheck => ({
  name,
  result: 'ok',
  expected: found,
  found,
});

const failed = (
  name: string,
  expected: string,
  { error }: { readonly error: unknown },
): ModelCheck => ({
  ...{ name, result: 'failed', expected },
  found: typeof error === 'string' ? error : messageOf(error),
  ...codeIn(error),
});

const codeIn = (error: unknown): { readonly code?: string } =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? { code: error.code }
    : {};
