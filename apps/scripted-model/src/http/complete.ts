import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '@deskstream/kernel';
import type { Act, Asked, ScriptPlayer } from '@deskstream/reasoning-script';
import { spokenOf } from '@deskstream/reasoning-script';
import type { Answer, Protocol, Read } from '../protocol/protocol';
import type { RecordedRequest, Recorder } from '../recorder';
import { speak } from './speak';

export interface Theatre {
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly stopped: AbortSignal;
  player(): ScriptPlayer;
  /** The only good key, the only models; `undefined`: any. */
  house(): {
    readonly apiKey?: string | undefined;
    readonly models?: readonly string[] | undefined;
  };
}

/** One completion of either protocol, from what was sent to what is answered. */
export const complete = async (
  theatre: Theatre,
  protocol: Protocol,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> => {
  const log = theatre.recorder.open(protocol.name, request);
  const refusing = { reply, log, protocol };
  const admitted = admit(theatre, protocol, request);
  if (!admitted.ok) return refuse(refusing, admitted);
  const { asked, stream } = admitted;
  const { act, rule, request: number } = theatre.player().play(asked);
  log.rule = rule;
  if (act === null)
    return refuse(refusing, { status: 400, message: noRule(number, asked), code: 'no_rule' });
  const signal = AbortSignal.any([goneOf(reply), theatre.stopped]);
  if (!(await waited(theatre.clock, act.firstByteMs ?? 0, signal))) return hangUp(reply, log);
  if (act.status !== undefined) return refuse(refusing, scripted(act, act.status));
  const { body } = request;
  const answer = answerOf({ asked, act, number, body, now: theatre.clock.now() });
  if (!stream) return whole(refusing, answer);
  reply.hijack();
  const stage = { response: reply.raw, clock: theatre.clock, signal };
  log.status = 200;
  log.outcome = await speak(stage, protocol.frames(answer), act, protocol).catch(() => 'gone');
};

type Admitted = Extract<Read, { ok: true }> | (Refusal & { readonly ok: false });

const admit = (
  theatre: Theatre,
  protocol: Protocol,
  { body, headers }: FastifyRequest,
): Admitted => {
  const badKey = wrongKey(theatre, protocol, headers);
  if (badKey !== null) return { ok: false, ...badKey };
  const read = protocol.read(body, headers);
  if (!read.ok) return { ok: false, status: 400, message: read.problem };
  const { models } = theatre.house();
  if (models === undefined || models.includes(read.asked.model)) return read;
  const message = `The model ${read.asked.model} does not exist.`;
  return { ok: false, status: 404, message, code: 'model_not_found' };
};

/** `null`: the key is good. */
export const wrongKey = (
  theatre: Theatre,
  protocol: Protocol,
  headers: IncomingHttpHeaders,
): Refusal | null => {
  const { apiKey } = theatre.house();
  return apiKey === undefined || protocol.keyOf(headers) === apiKey
    ? null
    : { status: 401, message: 'Incorrect API key provided.', code: 'invalid_api_key' };
};

/** A failure as the act wants it. */
export const scripted = ({ errorCode, retryAfterSeconds }: Act, status: number): Refusal => ({
  status,
  message: 'Scripted to fail.',
  ...(errorCode === undefined ? {} : { code: errorCode }),
  ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
});

interface Speaking {
  readonly asked: Asked;
  readonly act: Act;
  readonly number: number;
  readonly body: unknown;
  readonly now: number;
}

const answerOf = ({ asked, act, number, body, now }: Speaking): Answer => ({
  id: `scripted${number}`,
  model: asked.model,
  spoken: spokenOf(act, asked, number),
  act,
  created: Math.floor(now / 1_000),
  body: body as Record<string, unknown>,
});

const whole = ({ reply, log, protocol }: Refusing, answer: Answer) => {
  Object.assign(log, { status: 200, outcome: 'answered' });
  void reply.send(protocol.whole(answer));
};

interface Refusing {
  readonly reply: FastifyReply;
  readonly log: RecordedRequest;
  readonly protocol: Protocol;
}

export interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly code?: string;
  readonly retryAfterSeconds?: number;
}

export const refuse = (
  { reply, log, protocol }: Refusing,
  { status, message, code, retryAfterSeconds }: Refusal,
): void => {
  Object.assign(log, { status, outcome: 'refused' });
  if (retryAfterSeconds !== undefined)
    void reply.header('retry-after', String(Math.ceil(retryAfterSeconds)));
  if (status < 400) void reply.header('location', '/elsewhere');
  void reply.code(status).send(protocol.error(status, message, code));
};

const noRule = (number: number, { user, tool }: Asked): string =>
  `No rule of the script holds for request ${number}; the last user message begins ${JSON.stringify(user.slice(0, 80))}${tool === null ? '' : `, the last message is the result of ${tool.name}`}.`;

const goneOf = (reply: FastifyReply): AbortSignal => {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort(new Error('the client went away')));
  return gone.signal;
};

/** `false`: the client went away, or the server stops. */
const waited = async (clock: Clock, ms: number, signal: AbortSignal): Promise<boolean> => {
  if (ms === 0) return true;
  return clock.sleep(ms, signal).then(
    () => true,
    () => false,
  );
};

const hangUp = (reply: FastifyReply, log: RecordedRequest): void => {
  Object.assign(log, { outcome: 'gone' });
  reply.hijack();
  reply.raw.destroy();
};
