import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { Catch, HttpException, Inject } from '@nestjs/common';
import { hasCode, isTransient, messageOf } from '@deskstream/kernel';
import type { Logger } from '@deskstream/kernel';
import { LOGGER, PROBLEM_JSON } from '@deskstream/platform-nest';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { askingOf } from '../access/http/asking';
import { newId } from '../access/stores/tables';
import { isToldTo, isUnexpected, loggedFailure } from './failure';
import { ProblemException } from './problem.exception';

/** Every error of the API as Problem Details (RFC 9457). */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const status = statusOf(error);
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const hidden = status >= 500 && isUnexpected(error) ? this.log(error) : null;
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.raw.headersSent) {
      reply.raw.end();
      return;
    }
    void reply
      .status(status)
      .type(PROBLEM_JSON)
      .send({
        type: 'about:blank',
        title: TITLES[status] ?? 'Error',
        status,
        detail: hidden === null || isToldTo(askingOf(request)) ? detailOf(error) : told(hidden),
        ...(error instanceof ProblemException ? error.problem : {}),
      });
  }

  /** What to look for in the log. */
  private log(error: unknown): string {
    const reference = newId('failure');
    this.logger.error({ ...loggedFailure(error, reference) }, 'a request failed');
    return reference;
  }
}

const told = (reference: string): string =>
  `Something went wrong here. Tell an engineer: the log of audit says more under ${reference}.`;

const statusOf = (error: unknown): number => {
  if (error instanceof HttpException) return error.getStatus();
  if (NOT_FOUND.some((code) => hasCode(error, code))) return 404;
  return isTransient(error) ? 503 : 500;
};

const NOT_FOUND = [
  'CONNECTION.UNKNOWN',
  'CONNECTION.NO_VERIFICATION',
  'REPLY.NO_SESSION',
  'REPLY.NO_TICKET',
  'REPLY.NO_HUBSPOT',
];

const detailOf = (error: unknown): string => {
  if (!(error instanceof HttpException)) return messageOf(error);
  const response = error.getResponse();
  const message =
    typeof response === 'string' ? response : (response as { message?: unknown }).message;
  return Array.isArray(message)
    ? message.join('; ')
    : typeof message === 'string'
      ? message
      : error.message;
};

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};
