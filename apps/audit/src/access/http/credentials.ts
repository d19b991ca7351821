import type { FastifyRequest } from 'fastify';
import type { Credentials } from '../access';
import { sessionTokenIn } from '../cookies';

/** What a request brings along to say who asks. */
export const credentialsOf = ({ headers }: Pick<FastifyRequest, 'headers'>): Credentials => {
  const [, bearer] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  const cookie = sessionTokenIn(headers.cookie);
  return {
    ...(bearer === undefined ? {} : { bearer }),
    ...(cookie === undefined ? {} : { cookie }),
  };
};
