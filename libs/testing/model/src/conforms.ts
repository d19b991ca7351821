import Value from 'typebox/value';
import { modelError } from '@deskstream/port-ai';

/** The object that was asked for, or MODEL.MALFORMED. */
export const conforms = (text: string, schema: Readonly<Record<string, unknown>>): unknown => {
  const value = parsed(text);
  if (value === undefined || !Value.Check(schema, value))
    throw modelError('MODEL.MALFORMED', 'The answer is not the object that was asked for.');
  return value;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};
