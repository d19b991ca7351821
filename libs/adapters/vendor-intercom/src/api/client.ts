import type { Clock } from '@deskstream/kernel';
import { systemClock } from '@deskstream/kernel';
import type { Answer, ApiCall, ClientOptions, NoAnswer } from '@deskstream/platform-http';
import { callApi, openPool, rateLimitOf } from '@deskstream/platform-http';
import type { RateBudget, VendorConnection } from '@deskstream/port-vendor';
import type { Refusal } from './classify';
import { refusalOf } from './classify';

/** The version whose shapes this adapter knows; sent with every call (vendors/intercom.md §5). */
const VERSION = { 'intercom-version': '2.14' };

export type IntercomOptions = ClientOptions;

export type Fetched =
  | {
      readonly kind: 'ok';
      /** `undefined`: the status came, a readable JSON body did not. */
      readonly json: unknown;
      readonly budget?: RateBudget;
    }
  | {
      readonly kind: 'refused';
      readonly refusal: Refusal;
      readonly headers: Answer['headers'];
    };

/** Calls of one connection, each made once. */
export interface Session {
  readonly connection: VendorConnection;
  readonly clock: Clock;
  send(call: ApiCall): Promise<Fetched>;
  get(path: string): Promise<Fetched>;
}

export interface Client {
  session(connection: VendorConnection, signal: AbortSignal): Session;
  close(): Promise<void>;
}

/** Plain requests instead of the official SDK, which repeats a POST by itself (vendors/intercom.md §6). */
export const openClient = (options: IntercomOptions): Client => {
  const { clock = systemClock } = options;
  const { dispatcher, close } = openPool(options);
  return {
    session: (connection, signal) => {
      const send = async (call: ApiCall): Promise<Fetched> =>
        fetchedOf(
          await callApi(dispatcher, connection, { ...call, headers: VERSION }, signal),
          clock,
        );
      return { connection, clock, send, get: (path) => send({ method: 'GET', path }) };
    },
    close,
  };
};

const fetchedOf = (answer: Answer | NoAnswer, clock: Clock): Fetched => {
  if (answer.kind !== 'answer') return { kind: 'refused', refusal: answer, headers: {} };
  const { headers } = answer;
  const refusal = refusalOf(answer, clock.now());
  if (refusal !== null) return { kind: 'refused', refusal, headers };
  const budget = rateLimitOf(headers);
  return { kind: 'ok', json: answer.json, ...(budget === null ? {} : { budget }) };
};
