import Value from 'typebox/value';
import { compilePattern } from './pattern';
import { Script } from './script';

export type ParsedScript =
  | { readonly ok: true; readonly script: Script }
  /** As in `rules.0.then.status: must be >= 300`. */
  | { readonly ok: false; readonly problems: readonly string[] };

export const parseScript = (value: unknown): ParsedScript => {
  const problems = Value.Errors(Script, value)
    .filter(({ keyword }) => keyword !== 'additionalProperties')
    .map(
      ({ instancePath, message, keyword }) =>
        `${placeOf(instancePath)}: ${keyword === 'boolean' ? 'there is no such field' : message}`,
    );
  if (problems.length > 0) return { ok: false, problems: [...new Set(problems)] };
  const script = value as Script;
  const wrong = patternProblems(script);
  return wrong.length > 0 ? { ok: false, problems: wrong } : { ok: true, script };
};

const placeOf = (path: string): string => path.slice(1).replaceAll('/', '.') || 'the script';

const PATTERNS = ['user', 'system', 'toolOutput'] as const;

const patternProblems = ({ rules }: Script): readonly string[] =>
  rules.flatMap(({ when = {} }, index) =>
    PATTERNS.flatMap((name) => {
      const text = when[name];
      return text === undefined || compilePattern(text) !== null
        ? []
        : [`rules.${index}.when.${name}: must be a regular expression between the slashes`];
    }),
  );
