import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiAnswer, ApiRequest } from '../api/answers';
import type { AnswerOrNone } from '../faults/answer-with-fault';

/** `path`: below the API's address. */
export const requestOf = (request: FastifyRequest, path: string): ApiRequest => ({
  method: request.method,
  path: `/${path.replace(/\/+$/, '')}`,
  query: request.query as ApiRequest['query'],
  headers: { authorization: request.headers.authorization },
  body: request.body,
});

export const send = (reply: FastifyReply, { status, headers, body }: ApiAnswer): FastifyReply =>
  reply.code(status).headers(headers).send(body);

/** Sends what `finish` makes of the answer, says nothing, or breaks the connection. */
export const sendOrNot = (
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  answer: AnswerOrNone,
  finish: (answer: ApiAnswer) => ApiAnswer,
): FastifyReply => {
  if (answer !== 'silence' && answer !== 'reset') return send(reply, finish(answer));
  reply.hijack();
  if (answer === 'reset') request.raw.socket.resetAndDestroy();
  return reply;
};
