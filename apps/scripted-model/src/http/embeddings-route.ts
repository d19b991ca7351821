import type { FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import Value from 'typebox/value';
import { embeddingOf } from '../embeddings';
import { openai } from '../protocol/openai';
import type { Refusal, Theatre } from './complete';
import { refuse, scripted, wrongKey } from './complete';

const Request = Type.Object({
  model: Type.String({ minLength: 1 }),
  input: Type.Union([
    Type.String({ minLength: 1 }),
    Type.Array(Type.String({ minLength: 1 }), { minItems: 1, maxItems: 2_048 }),
  ]),
  dimensions: Type.Optional(Type.Integer({ minimum: 1, maximum: 4_096 })),
  encoding_format: Type.Optional(Type.Enum(['float', 'base64'])),
});
type Request = Static<typeof Request>;

const DIMENSIONS = 256;

/** https://platform.openai.com/docs/api-reference/embeddings */
export const embed = async (
  theatre: Theatre,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> => {
  const log = theatre.recorder.open('openai', request);
  const refusing = { reply, log, protocol: openai };
  const unfit = wrongKey(theatre, openai, request.headers) ?? unreadable(request.body);
  if (unfit !== null) return refuse(refusing, unfit);
  const wanted = request.body as Request;
  const { act, rule } = theatre.player().play(askedOf(wanted));
  log.rule = rule;
  if (act?.firstByteMs !== undefined)
    await theatre.clock.sleep(act.firstByteMs, theatre.stopped).catch(() => undefined);
  if (act?.status !== undefined) return refuse(refusing, scripted(act, act.status));
  Object.assign(log, { status: 200, outcome: 'answered' });
  void reply.send(listOf(wanted));
};

const unreadable = (body: unknown): Refusal | null => {
  const [problem] = Value.Errors(Request, body);
  return problem === undefined
    ? null
    : { status: 400, message: `${problem.instancePath || 'the body'} ${problem.message}` };
};

const textsOf = ({ input }: Request): readonly string[] =>
  typeof input === 'string' ? [input] : input;

const askedOf = (request: Request) => ({
  endpoint: 'embeddings' as const,
  model: request.model,
  system: '',
  user: textsOf(request).join('\n'),
  tool: null,
  offers: [],
  output: null,
  characters: textsOf(request).join('').length,
});

const listOf = (request: Request) => {
  const { model, dimensions = DIMENSIONS, encoding_format: format = 'float' } = request;
  const texts = textsOf(request);
  const tokens = texts.reduce((sum, text) => sum + Math.ceil(text.length / 4), 0);
  return {
    object: 'list',
    model,
    data: texts.map((text, index) => ({
      object: 'embedding',
      index,
      embedding: encoded(embeddingOf(text, dimensions), format),
    })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
};

const encoded = (vector: Float32Array, format: 'float' | 'base64') =>
  format === 'float' ? Array.from(vector) : Buffer.from(vector.buffer).toString('base64');
