import type { ValidateFunction } from 'ajv';
import { Ajv } from 'ajv';

type Schema = Readonly<Record<string, unknown>>;

const MAX_BYTES = 32_768;
const validators = new WeakMap<Schema, ValidateFunction>();

/** What is wrong with arguments, each with its place; `null`: nothing. The model is told, so that it may try again. */
export const argumentProblem = (parameters: Schema, args: unknown): string | null => {
  if (typeof args !== 'object' || args === null || Array.isArray(args))
    return 'the arguments must be an object';
  if (JSON.stringify(args).length > MAX_BYTES) return `more than ${MAX_BYTES} characters`;
  const validate = validatorOf(parameters);
  if (validate(args)) return null;
  return (validate.errors ?? [])
    .slice(0, 5)
    .map(({ instancePath, message, params }) => {
      const more =
        'additionalProperty' in params ? ` (${String(params['additionalProperty'])})` : '';
      return `${instancePath === '' ? 'arguments' : instancePath.slice(1)} ${message ?? ''}${more}`;
    })
    .join('; ');
};

/** Throws when the schema itself is wrong: told where tools are imported. */
export const validatorOf = (parameters: Schema): ValidateFunction => {
  const known = validators.get(parameters);
  if (known !== undefined) return known;
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, logger: false });
  const { $schema: _, ...schema } = parameters;
  const made = ajv.compile({ ...schema, additionalProperties: false });
  validators.set(parameters, made);
  return made;
};
