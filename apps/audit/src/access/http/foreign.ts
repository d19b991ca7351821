import type { FastifyRequest } from 'fastify';
import { ProblemException } from '../../http/problem.exception';
import type { Access } from '../access';
import { isLoopbackHost, isSameOrigin } from '../same-origin';
import { credentialsOf } from './credentials';

/** Refuses what another site, or somebody behind another name, makes a browser send. */
export const refuseForeign = (request: FastifyRequest, access: Access): void => {
  if (access.mode === 'open') refuseOthersThanHere(request);
  const { method, headers } = request;
  const { host, origin } = headers;
  const fetchSite = headers['sec-fetch-site']?.toString();
  const { bearer, cookie } = credentialsOf(request, access);
  const byCookie = bearer === undefined && cookie !== undefined;
  if (!isSameOrigin({ method, host, origin, fetchSite }, { byCookie }))
    throw new ProblemException(403, {
      code: 'ACCESS.CROSS_SITE',
      detail:
        'A change that comes with a cookie must come from the console itself. Programs send an API token: Authorization: Bearer dst_…',
    });
};

/** Everybody is admin: only this machine, under a name that no page elsewhere can take. */
const refuseOthersThanHere = ({ headers }: FastifyRequest): void => {
  if (!isLoopbackHost(headers.host))
    throw new ProblemException(403, {
      code: 'ACCESS.HOST',
      detail: `Without accounts this answers only to localhost and 127.0.0.1, not to ${headers.host ?? 'no name'}. Set ACCESS=accounts to use another name.`,
    });
  const forwarded = FORWARDED.find((name) => headers[name] !== undefined);
  if (forwarded !== undefined)
    throw new ProblemException(403, {
      code: 'ACCESS.PROXY',
      detail: `A proxy passed this on (${forwarded}), and without accounts everybody behind it would be admin. Set ACCESS=accounts.`,
    });
};

const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip'];
