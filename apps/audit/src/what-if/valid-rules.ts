import { describeProblems, problemsOf } from '@deskstream/platform-settings';
import type { RulesPatch } from '@deskstream/port-settings';
import { ProblemException } from '../http/problem.exception';

/** Any part of the rules; unknown names and wrong values are a 400 that names them all. */
export const validRules = (rules: Record<string, unknown>): RulesPatch => {
  const problems = problemsOf({ workspace: 'what-if', connections: [], rules });
  if (problems.length === 0) return rules;
  throw new ProblemException(400, {
    code: 'WHAT_IF.RULES',
    detail: describeProblems(problems),
    problems,
  });
};
