import { HttpException } from '@nestjs/common';

/** A problem with a stable code and members of its own (RFC 9457, 3.2). */
export class ProblemException extends HttpException {
  constructor(
    status: number,
    readonly problem: {
      readonly code: string;
      readonly detail: string;
      readonly [extension: string]: unknown;
    },
  ) {
    super(problem.detail, status);
  }
}
