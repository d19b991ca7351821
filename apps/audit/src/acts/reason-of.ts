import { ProblemException } from '../http/problem.exception';

/** What is done is recorded with a reason (`ACT.NO_REASON`). */
export const reasonOf = ({ reason }: { readonly reason?: string }): string => {
  const given = reason?.trim() ?? '';
  if (given !== '') return given;
  throw new ProblemException(400, {
    code: 'ACT.NO_REASON',
    detail: 'Say why in `reason`: it is recorded with what is done.',
  });
};
