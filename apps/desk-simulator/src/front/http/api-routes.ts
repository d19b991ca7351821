import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ApiAnswer } from '../../api/answers';
import type { FaultRule } from '../../faults/faults';
import { refused } from '../api/answers';
import type { FrontRequest } from '../api/answers';
import type { FrontCall } from '../api/front-api';
import { tooMany } from '../api/rate-limit';
import type { FrontInstance } from '../instance';

/** The vendor's API under `/front/…`: the token says which company is meant. */
export const frontApiRoutes = (
  server: FastifyInstance,
  instances: ReadonlyMap<string, FrontInstance>,
): void => {
  server.all<{ Params: { '*': string } }>('/front/*', async (request, reply) => {
    const { authorization } = request.headers;
    const instance = [...instances.values()].find(
      ({ company }) => authorization === `Bearer ${company.config.accessToken}`,
    );
    if (!instance) return send(reply, refused(401, 'Invalid token'));
    const { api, faults } = instance;
    const call = api.call(requestOf(request, request.params['*']));
    const fault = faults.decide('api', call.kind, call.conversation);
    const answer = fault === null ? call.execute() : await withFault(fault, call, instance);
    if (answer !== 'silence' && answer !== 'reset') return send(reply, api.finish(answer));
    reply.hijack();
    if (answer === 'reset') request.raw.socket.resetAndDestroy();
    return reply;
  });
};

/** `silence`: the connection stays open without an answer, until the caller or the simulator closes it. */
const withFault = async (
  fault: FaultRule,
  call: FrontCall,
  { clock }: FrontInstance,
): Promise<ApiAnswer | 'silence' | 'reset'> => {
  if (fault.fault === 'throttle') return tooMany(fault.retryAfterSeconds ?? 1);
  if (fault.fault === 'slow') await clock.sleep(fault.delayMs ?? 2000);
  const instead = INSTEAD[fault.fault];
  if (instead === undefined) return call.execute({ unseen: fault.fault === 'unseen' });
  if (instead.executed) call.execute();
  return instead.answer;
};

const BROKEN = refused(500, 'Something went wrong');

/** What the caller sees instead of the answer, and whether the effect happened all the same. */
const INSTEAD: {
  readonly [fault: string]: {
    readonly executed: boolean;
    readonly answer: ApiAnswer | 'silence' | 'reset';
  };
} = {
  'error-before': { executed: false, answer: BROKEN },
  'error-after': { executed: true, answer: BROKEN },
  'timeout-before': { executed: false, answer: 'silence' },
  'timeout-after': { executed: true, answer: 'silence' },
  'reset-after': { executed: true, answer: 'reset' },
};

const requestOf = (request: FastifyRequest, path: string): FrontRequest => ({
  method: request.method,
  path: `/${path.replace(/\/+$/, '')}`,
  query: request.query as FrontRequest['query'],
  headers: { authorization: request.headers.authorization },
  body: request.body,
});

const send = (reply: FastifyReply, { status, headers, body }: ApiAnswer): FastifyReply =>
  reply.code(status).headers(headers).send(body);
