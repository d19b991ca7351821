import type { Clock } from '@deskstream/kernel';
import type { Dispatcher } from 'undici';
import { Agent } from 'undici';

/** A request as it left our side. `at` is of the clock that simulator and services share. */
export interface SentCall {
  readonly at: number;
  readonly method: string;
  readonly path: string;
}

export interface Recorder {
  readonly calls: SentCall[];
  readonly dispatcher: Dispatcher;
}

/** A connection pool that notes what leaves, when it leaves. `timeoutMs` is real time. */
export const recordingPool = (clock: Clock, timeoutMs: number): Recorder => {
  const calls: SentCall[] = [];
  const agent = new Agent({ headersTimeout: timeoutMs, bodyTimeout: timeoutMs, pipelining: 1 });
  const dispatcher = agent.compose((dispatch) => (options, handler) => {
    calls.push({ at: clock.now(), method: options.method, path: options.path });
    return dispatch(options, handler);
  });
  return { calls, dispatcher };
};

const READS_BY_POST = /\/search$|\/batch\/read$/;

const isWrite = ({ method, path }: SentCall): boolean =>
  method !== 'GET' && !READS_BY_POST.test(path);

/** `POST /conversations/:id/reply`: without the simulator's prefix and without ids; a repeat of the same call is one. */
export const sequenceOf = (calls: readonly SentCall[]): readonly string[] =>
  calls
    .filter(isWrite)
    .map(({ method, path }) => `${method} ${withoutIds(path)}`)
    .filter((line, index, all) => line !== all[index - 1]);

const withoutIds = (path: string): string =>
  path
    .replace(/^\/(intercom\/[^/]+|hubspot|front)(?=\/)/, '')
    .replace(/\?.*$/, '')
    .replace(/\/(\d{3,}|[a-z]{3}_\w+|alt:[^/]+)(?=\/|$)/g, '/:id');
