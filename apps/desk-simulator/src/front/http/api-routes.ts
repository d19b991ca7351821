import type { FastifyInstance } from 'fastify';
import { answerWithFault } from '../../faults/answer-with-fault';
import type { VendorFaults } from '../../faults/answer-with-fault';
import { requestOf, send, sendOrNot } from '../../http/api-exchange';
import { refused } from '../api/answers';
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
    const answer = await answerWithFault({ fault, clock: instance.clock, words: WORDS }, () =>
      call.execute({ unseen: fault?.fault === 'unseen' }),
    );
    return sendOrNot({ request, reply }, answer, api.finish);
  });
};

const WORDS: VendorFaults = {
  broken: refused(500, 'Something went wrong'),
  throttled: (seconds = 1) => tooMany(seconds),
};
