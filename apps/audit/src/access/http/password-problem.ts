import { ProblemException } from '../../http/problem.exception';
import { problemOfPassword } from '../passwords';

/** `ACCESS.PASSWORD`, a 400, where it may not be one. */
export const acceptable = (password: string): void => {
  const problem = problemOfPassword(password);
  if (problem === null) return;
  throw new ProblemException(400, { code: 'ACCESS.PASSWORD', detail: problem });
};
