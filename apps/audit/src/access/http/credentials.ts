import type { FastifyRequest } from 'fastify';
import type { Credentials } from '../access';
import { sessionTokenIn } from '../cookies';
import { isHttps } from './is-https';

/** What a request brings along to say who asks. */
export const credentialsOf = (
  request: Pick<FastifyRequest, 'headers' | 'protocol'>,
  { publicUrl }: { readonly publicUrl: string | null },
): Credentials => {
  const { headers } = request;
  const [, bearer] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  const cookie = sessionTokenIn(headers.cookie, isHttps(request, publicUrl));
  return {
    ...(bearer === undefined ? {} : { bearer }),
    ...(cookie === undefined ? {} : { cookie }),
  };
};
