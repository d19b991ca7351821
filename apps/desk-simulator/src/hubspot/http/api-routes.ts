import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '@deskstream/kernel';
import { fieldsOf } from '../../api/fields';
import type { FaultRule } from '../../faults/faults';
import { TOKEN_INFO } from '../api/account-api';
import type { ApiAnswer, ApiRequest } from '../api/answers';
import { bearerOf, failed, throttled, unauthenticated } from '../api/answers';
import type { HubspotCall } from '../api/hubspot-api';
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
    const fault = account.faults.decide('api', call.kind, call.conversation);
    const answer = fault === null ? call.execute() : await withFault(fault, call, account.clock);
    if (answer !== 'silence' && answer !== 'reset')
      return send(reply, account.api.finish(answer, call.kind));
    reply.hijack();
    if (answer === 'reset') request.raw.socket.resetAndDestroy();
    return reply;
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

/** `silence`: the connection stays open without an answer, until one side closes it. */
const withFault = async (
  fault: FaultRule,
  call: HubspotCall,
  clock: Clock,
): Promise<ApiAnswer | 'silence' | 'reset'> => {
  if (fault.fault === 'throttle') return slowDown(fault.retryAfterSeconds);
  if (fault.fault === 'slow') await clock.sleep(fault.delayMs ?? 2000);
  const instead = INSTEAD[fault.fault];
  if (instead === undefined) return call.execute();
  if (instead.executed) call.execute();
  return instead.answer;
};

const BROKEN = failed(500, 'INTERNAL_ERROR', 'internal error');

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

const requestOf = (request: FastifyRequest, path: string): ApiRequest => ({
  method: request.method,
  path: `/${path.replace(/\/+$/, '')}`,
  query: request.query as ApiRequest['query'],
  headers: { authorization: request.headers.authorization },
  body: request.body,
});

const send = (reply: FastifyReply, { status, headers, body }: ApiAnswer): FastifyReply =>
  reply.code(status).headers(headers).send(body);
