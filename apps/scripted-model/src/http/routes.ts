import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseScript } from '@deskstream/reasoning-script';
import type { Script } from '@deskstream/reasoning-script';
import { anthropic } from '../protocol/anthropic';
import { openai } from '../protocol/openai';
import type { Protocol } from '../protocol/protocol';
import type { Theatre } from './complete';
import { complete, wrongKey } from './complete';
import { embed } from './embeddings-route';

export const modelRoutes = (server: FastifyInstance, theatre: Theatre): void => {
  const serve = (path: string, protocol: Protocol) =>
    server.post(path, async (request, reply) => {
      await complete(theatre, protocol, request, reply);
      return reply;
    });
  serve('/v1/chat/completions', openai);
  serve('/v1/messages', anthropic);
  server.post('/v1/embeddings', async (request, reply) => {
    await embed(theatre, request, reply);
    return reply;
  });
  server.get('/v1/models', (request, reply) => {
    const protocol = protocolOf(request);
    const { models = ['scripted'] } = theatre.house();
    const badKey = wrongKey(theatre, protocol, request.headers);
    if (badKey !== null)
      return reply
        .code(badKey.status)
        .send(protocol.error(badKey.status, badKey.message, badKey.code));
    return reply.send(
      protocol === anthropic
        ? { data: models.map((id) => ({ type: 'model', id, display_name: id })), has_more: false }
        : {
            object: 'list',
            data: models.map((id) => ({ id, object: 'model', owned_by: 'script' })),
          },
    );
  });
};

const protocolOf = ({ headers }: FastifyRequest): Protocol =>
  headers['anthropic-version'] === undefined ? openai : anthropic;

export const controlRoutes = (
  server: FastifyInstance,
  { recorder }: Theatre,
  use: (script: Script) => void,
): void => {
  server.get('/healthz', () => ({ status: 'ok' }));
  server.get('/_control/requests', () => recorder.requests);
  server.delete('/_control/requests', (_request, reply) => {
    recorder.clear();
    return reply.code(204).send();
  });
  server.put('/_control/script', (request, reply) => {
    const parsed = parseScript(request.body);
    if (!parsed.ok) return reply.code(400).send({ problems: parsed.problems });
    use(parsed.script);
    return reply.code(204).send();
  });
};
