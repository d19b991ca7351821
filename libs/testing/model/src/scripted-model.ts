import type { Clock } from '@deskstream/kernel';
import { systemClock } from '@deskstream/kernel';
import type { CompleteOptions, Model, ModelReply, ModelRequest } from '@deskstream/port-ai';
import type { Act, Asked, Script, Spoken } from '@deskstream/reasoning-script';
import { createScriptPlayer, piecesOf, spokenOf } from '@deskstream/reasoning-script';
import { modelError } from '@deskstream/port-ai';
import { askedOf } from './asked-of';
import { conforms } from './conforms';
import { failureOf } from './failure-of';

export interface ScriptedModelOptions {
  /** Moves waits and timeouts; the simulation gives its own. */
  readonly clock?: Clock;
  /** Default `scripted`. */
  readonly model?: string;
  readonly timeouts?: { readonly firstByteMs: number; readonly idleMs: number };
}

export interface ScriptedModel extends Model {
  /** Everything that was asked, oldest first. */
  readonly requests: readonly ModelRequest[];
}

const TIMEOUTS = { firstByteMs: 30_000, idleMs: 20_000 };

/** A model that plays a script in memory, with the errors of real providers. */
export const scriptedModel = (
  script: Script,
  { clock = systemClock, model = 'scripted', timeouts = TIMEOUTS }: ScriptedModelOptions = {},
): ScriptedModel => {
  const player = createScriptPlayer(script);
  const requests: ModelRequest[] = [];
  return {
    name: `scripted/${model}`,
    requests,
    complete: async (request, options) => {
      options.signal.throwIfAborted();
      requests.push(request);
      const asked = askedOf(request, model);
      const { act, request: number } = player.play(asked);
      if (act === null)
        throw modelError('MODEL.BAD_REQUEST', `No rule of the script holds for request ${number}.`);
      await waiting({ clock, ms: act.firstByteMs ?? 0, most: timeouts.firstByteMs }, options);
      const failure = failureOf(act);
      if (failure !== null) throw failure;
      const spoken = spokenOf(act, asked, number);
      await speak({ clock, act, spoken, idleMs: timeouts.idleMs }, options);
      return replyOf(spoken, { act, request, asked });
    },
  };
};

interface Waiting {
  readonly clock: Clock;
  readonly ms: number;
  /** Longer is a timeout. */
  readonly most: number;
}

const waiting = async ({ clock, ms, most }: Waiting, { signal }: CompleteOptions) => {
  if (ms > 0) await clock.sleep(Math.min(ms, most), signal);
  if (ms > most) throw modelError('MODEL.TIMED_OUT', `Nothing came for ${most} ms.`);
};

interface Speech {
  readonly clock: Clock;
  readonly act: Act;
  readonly spoken: Spoken;
  readonly idleMs: number;
}

const speak = async ({ clock, act, spoken, idleMs }: Speech, options: CompleteOptions) => {
  const pieces = piecesOf(spoken.text, act.pieceLength);
  for (const [index, piece] of pieces.entries()) {
    breakOff(act, index);
    const ms = act.stallAfter === index ? Infinity : (act.pieceMs ?? 0);
    await waiting({ clock, ms, most: idleMs }, options);
    options.onText?.(piece);
  }
  breakOff(act, pieces.length);
  if (act.stallAfter === pieces.length)
    await waiting({ clock, ms: Infinity, most: idleMs }, options);
  options.signal.throwIfAborted();
};

const breakOff = (act: Act, at: number): void => {
  if (act.cutAfter === at || act.failAfter === at)
    throw modelError('MODEL.UNAVAILABLE', 'The answer broke off.');
  if (act.garbleAfter === at)
    throw modelError('MODEL.MALFORMED', 'A part of the answer cannot be read.');
};

interface Given {
  readonly act: Act;
  readonly request: ModelRequest;
  readonly asked: Asked;
}

const replyOf = (spoken: Spoken, { act, request, asked }: Given): ModelReply => {
  const reply = {
    text: spoken.text,
    toolCalls: spoken.calls.map((call, index) => ({
      id: call.id,
      name: call.name,
      arguments: act.toolCalls?.[index]?.arguments ?? {},
    })),
    stop: spoken.stop,
    usage: spoken.usage,
    model: asked.model,
  };
  if (request.output === undefined || spoken.stop !== 'end') return reply;
  return { ...reply, output: conforms(spoken.text, request.output.schema) };
};
