import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import type { Clock, RunningService } from '@deskstream/kernel';
import { InfraError, messageOf, systemClock } from '@deskstream/kernel';
import { createScriptPlayer } from '@deskstream/reasoning-script';
import type { Script, ScriptPlayer } from '@deskstream/reasoning-script';
import { controlRoutes, modelRoutes } from './http/routes';
import { createRecorder } from './recorder';
import type { RecordedRequest } from './recorder';

export interface ScriptedModelServerOptions {
  readonly script: Script;
  /** Default 4040; 0 takes any free port. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  readonly clock?: Clock;
}

export interface RunningScriptedModel extends RunningService {
  /** Base URL for clients of OpenAI and of Anthropic alike: `http://127.0.0.1:4040/v1`. */
  readonly baseUrl: string;
  /** Oldest first, at most 1,000. */
  readonly requests: readonly RecordedRequest[];
  /** Another script from now on, its counters at the beginning. */
  use(script: Script): void;
}

const BODY_LIMIT = 16 * 1024 * 1024;

/** A server that plays a script. Rejects with `SCRIPTED_MODEL.CANNOT_LISTEN`. */
export const startScriptedModel = async ({
  script,
  port = 4040,
  host = '127.0.0.1',
  clock = systemClock,
}: ScriptedModelServerOptions): Promise<RunningScriptedModel> => {
  const stopped = new AbortController();
  const recorder = createRecorder();
  let playing: { readonly script: Script; readonly player: ScriptPlayer };
  const use = (next: Script) => {
    playing = { script: next, player: createScriptPlayer(next) };
  };
  use(script);
  const server = fastify({ forceCloseConnections: true, bodyLimit: BODY_LIMIT });
  const theatre = {
    clock,
    recorder,
    stopped: stopped.signal,
    player: () => playing.player,
    house: () => playing.script,
  };
  modelRoutes(server, theatre);
  controlRoutes(server, theatre, use);
  try {
    await server.listen({ host, port });
  } catch (error) {
    throw new InfraError(
      'SCRIPTED_MODEL.CANNOT_LISTEN',
      `Cannot listen on ${host}:${port}: ${messageOf(error)}. Choose another --port.`,
      false,
      error,
    );
  }
  return {
    name: 'scripted-model',
    baseUrl: `http://${host}:${(server.server.address() as AddressInfo).port}/v1`,
    requests: recorder.requests,
    use,
    ready: () =>
      stopped.signal.aborted ? { ok: false, because: 'the server is stopping' } : { ok: true },
    stop: async () => {
      stopped.abort(new Error('the server stops'));
      await server.close();
    },
  };
};
