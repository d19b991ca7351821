import type { FastifyInstance } from 'fastify';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { askingOf } from '../http/asking';
import { mask } from './mask';

/** Every JSON and NDJSON answer to somebody who may not see texts goes through here, whoever wrote the route. */
export const maskReplies = (fastify: FastifyInstance): void => {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const type = String(reply.getHeader('content-type') ?? '');
    if (!askingOf(request).masked || type.includes('problem')) return done(null, payload);
    done(null, maskedPayload(payload, type));
  });
};

const maskedPayload = (payload: unknown, type: string): unknown => {
  if (type.includes('json') && typeof payload === 'string' && !type.includes('ndjson'))
    return JSON.stringify(mask(JSON.parse(payload)));
  return payload instanceof Readable ? Readable.from(maskedLines(payload)) : payload;
};

async function* maskedLines(payload: Readable): AsyncGenerator<string> {
  for await (const line of createInterface({ input: payload, crlfDelay: Infinity }))
    if (line !== '') yield `${JSON.stringify(mask(JSON.parse(line)))}\n`;
}
