import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '@deskstream/kernel';
import type { ApiAnswer, ApiRequest } from '../api/answers';
import { failed } from '../api/answers';
import type { ApiCall } from '../api/intercom-api';
import type { FaultRule } from '../faults/faults';
import type { Workspace } from '../workspace';

type Workspaces = ReadonlyMap<string, Workspace>;

/** The vendor's API under `/intercom/<workspace>/…`, with the faults that the rules ask for. */
export const intercomRoutes = (
  server: FastifyInstance,
  workspaces: Workspaces,
  clock: Clock,
): void => {
  server.all<{ Params: { workspace: string; '*': string } }>(
    '/intercom/:workspace/*',
    async (request, reply) => {
      const workspace = workspaces.get(request.params.workspace);
      if (!workspace) return send(reply, failed(404, 'not_found', 'There is no such workspace'));
      const { api, faults } = workspace;
      const call = api.call(requestOf(request, request.params['*']));
      const fault = faults.decide('api', call.kind, call.conversation);
      const answer = fault === null ? call.execute() : await withFault(fault, call, clock);
      if (answer !== 'silence' && answer !== 'reset') return send(reply, api.finish(answer));
      reply.hijack();
      if (answer === 'reset') request.raw.socket.resetAndDestroy();
      return reply;
    },
  );
};

/** `silence`: the connection stays open without an answer, until the caller or the simulator closes it. */
const withFault = async (
  fault: FaultRule,
  call: ApiCall,
  clock: Clock,
): Promise<ApiAnswer | 'silence' | 'reset'> => {
  if (fault.fault === 'throttle') return throttled(fault.retryAfterSeconds ?? 1);
  if (fault.fault === 'slow') await clock.sleep(fault.delayMs ?? 2000);
  const instead = INSTEAD[fault.fault];
  if (instead === undefined) return call.execute();
  if (instead.executed) call.execute();
  return instead.answer;
};

const BROKEN = failed(500, 'server_error', 'Something went wrong');

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

const throttled = (seconds: number): ApiAnswer => ({
  ...failed(429, 'rate_limit_exceeded', 'Exceeded rate limit of 167 in 10_seconds'),
  headers: { 'retry-after': String(seconds), 'x-ratelimit-remaining': '0' },
});

const requestOf = (request: FastifyRequest, path: string): ApiRequest => ({
  method: request.method,
  path: `/${path.replace(/\/+$/, '')}`,
  query: request.query as ApiRequest['query'],
  headers: { authorization: request.headers.authorization },
  body: request.body,
});

const send = (reply: FastifyReply, { status, headers, body }: ApiAnswer): FastifyReply =>
  reply.code(status).headers(headers).send(body);
