import type { ValidateFunction } from 'ajv';
import { Ajv } from 'ajv';
import type { ModelReply, ModelRequest } from '@deskstream/port-ai';
import { modelError } from '@deskstream/port-ai';

/** The reply with the object that was asked for, checked; MODEL.MALFORMED says in what it differs. */
export const withOutput = (
  reply: ModelReply,
  { output }: ModelRequest,
  where: string,
): ModelReply => {
  if (output === undefined || reply.stop === 'refused' || reply.stop === 'tool-calls') return reply;
  const malformed = (because: string) =>
    modelError('MODEL.MALFORMED', `${where}: no ${output.name} came: ${because}.`);
  if (reply.stop === 'length') throw malformed('the answer was cut at the most tokens allowed');
  const value = parsed(reply.text);
  if (value === undefined) throw malformed('the answer is no JSON');
  const problem = problemOf(output.schema, value);
  if (problem !== null) throw malformed(problem);
  return { ...reply, output: value };
};

/** Models like to put a fence of Markdown around JSON. */
const parsed = (text: string): unknown => {
  const trimmed = text.trim();
  const inner =
    trimmed.startsWith('```') && trimmed.endsWith('```')
      ? trimmed.slice(3, -3).replace(/^json/, '')
      : trimmed;
  try {
    return JSON.parse(inner) as unknown;
  } catch {
    return undefined;
  }
};

// Ajv keeps every schema it has seen, by object and by $id; one each, and both go with the schema.
const validators = new WeakMap<object, ValidateFunction>();

const validatorOf = (schema: Readonly<Record<string, unknown>>): ValidateFunction => {
  const known = validators.get(schema);
  if (known !== undefined) return known;
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const validate = ajv.compile(schema);
  validators.set(schema, validate);
  return validate;
};

/** Where and what, never the value: it may hold what a customer said. */
const problemOf = (schema: Readonly<Record<string, unknown>>, value: unknown): string | null => {
  const validate = validatorOf(schema);
  if (validate(value)) return null;
  const [error] = validate.errors ?? [];
  return `${error?.instancePath || 'the object'} ${error?.message ?? 'is of another shape'}`;
};
