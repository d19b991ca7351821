import type { FastifyInstance } from 'fastify';
import type { Clock } from '@deskstream/kernel';
import { failed } from '../api/answers';
import { answerWithFault } from '../faults/answer-with-fault';
import type { VendorFaults } from '../faults/answer-with-fault';
import type { Workspace } from '../workspace';
import { requestOf, send, sendOrNot } from './api-exchange';

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
      const answer = await answerWithFault({ fault, clock, words: WORDS }, () => call.execute());
      return sendOrNot({ request, reply }, answer, api.finish);
    },
  );
};

const WORDS: VendorFaults = {
  broken: failed(500, 'server_error', 'Something went wrong'),
  throttled: (seconds = 1) => ({
    ...failed(429, 'rate_limit_exceeded', 'Exceeded rate limit of 167 in 10_seconds'),
    headers: { 'retry-after': String(seconds), 'x-ratelimit-remaining': '0' },
  }),
};
