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
  try {
    return JSON.parse(text.replace(/^\s*```(?:json)?\s*|\s*```\s*$/g, '')) as unknown;
  } catch {
    return undefined;
  }
};

const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: false });

/** Where and what, never the value: it may hold what a customer said. */
const problemOf = (schema: Readonly<Record<string, unknown>>, value: unknown): string | null => {
  const validate = ajv.compile(schema);
  if (validate(value)) return null;
  const [error] = validate.errors ?? [];
  return `${error?.instancePath || 'the object'} ${error?.message ?? 'is of another shape'}`;
};
