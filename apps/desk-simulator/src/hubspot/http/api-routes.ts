import type { FastifyInstance } from 'fastify';
import { fieldsOf } from '../../api/fields';
import { answerWithFault } from '../../faults/answer-with-fault';
import type { VendorFaults } from '../../faults/answer-with-fault';
import { requestOf, send, sendOrNot } from '../../http/api-exchange';
import { TOKEN_INFO } from '../api/account-api';
import type { ApiAnswer, ApiRequest } from '../api/answers';
import { bearerOf, failed, throttled, unauthenticated } from '../api/answers';
import type { HubspotWorkspace } from '../hubspot';

/** The vendor's API under `/hubspot/…`: the token picks the account, as at `api.hubapi.com`. */
export const hubspotApiRoutes = (
  server: FastifyInstance,
  accounts: ReadonlyMap<string, HubspotWorkspace>,
): void => {
  server.all<{ Params: { '*': string } }>('/hubspot/*', async (request, reply) => {
    const asked = requestOf(request, request.params['*']);
    const account = accountOf(accounts, asked);
    if (account === undefined) return send(reply, unauthenticated);
    const call = account.api.call(asked);
    const { clock, faults } = account;
    const fault = faults.decide('api', call.kind, call.conversation);
    const answer = await answerWithFault({ fault, clock, words: WORDS }, () => call.execute());
    return sendOrNot({ request, reply }, answer, (each) => account.api.finish(each, call.kind));
  });
};

const accountOf = (
  accounts: ReadonlyMap<string, HubspotWorkspace>,
  asked: ApiRequest,
): HubspotWorkspace | undefined => {
  const token = bearerOf(asked) ?? tokenAskedFor(asked);
  return [...accounts.values()].find(({ portal }) => portal.settings.accessToken === token);
};

const tokenAskedFor = ({ path, body }: ApiRequest): unknown =>
  path === TOKEN_INFO ? fieldsOf(body)['tokenKey'] : undefined;

/** The vendor documents no `Retry-After`; a rule may ask for one, and for a long one as the daily limit's. */
const slowDown = (seconds: number | undefined): ApiAnswer => {
  const answer = throttled(
    seconds !== undefined && seconds >= 3600 ? 'DAILY' : 'TEN_SECONDLY_ROLLING',
  );
  return {
    ...answer,
    headers: {
      'x-hubspot-ratelimit-remaining': '0',
      ...(seconds === undefined ? {} : { 'retry-after': String(seconds) }),
    },
  };
};

const WORDS: VendorFaults = {
  broken: failed(500, 'INTERNAL_ERROR', 'internal error'),
  throttled: slowDown,
};
