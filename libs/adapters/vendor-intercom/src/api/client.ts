import type { Clock } from '@deskstream/kernel';
import { systemClock } from '@deskstream/kernel';
import type { RateBudget, VendorConnection } from '@deskstream/port-vendor';
import type { Dispatcher } from 'undici';
import { Agent } from 'undici';
import type { Refusal } from './classify';
import { budgetOf, refusalOf } from './classify';
import type { Answer, Call } from './http';
import { callOnce } from './http';

export interface IntercomOptions {
  /** Longest wait for the answer's headers, and again for its body. Default 20 000. */
  readonly timeoutMs?: number;
  /** Longest wait for a connection. Default 5 000. */
  readonly connectTimeoutMs?: number;
  /** Replaces the connection pool and with it all timeouts. It must not repeat requests. */
  readonly dispatcher?: Dispatcher;
  readonly clock?: Clock;
}

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
  send(call: Call): Promise<Fetched>;
  get(path: string): Promise<Fetched>;
}

export interface Client {
  session(connection: VendorConnection, signal: AbortSignal): Session;
  close(): Promise<void>;
}

/** Plain requests instead of the official SDK, which repeats a POST by itself (vendors/intercom.md §6). */
export const openClient = (options: IntercomOptions): Client => {
  const { clock = systemClock } = options;
  const dispatcher = options.dispatcher ?? pool(options);
  return {
    session: (connection, signal) => {
      const send = async (call: Call): Promise<Fetched> =>
        fetchedOf(await callOnce(dispatcher, connection, call, signal), clock);
      return { connection, clock, send, get: (path) => send({ method: 'GET', path }) };
    },
    close: () => (options.dispatcher === undefined ? dispatcher.close() : Promise.resolve()),
  };
};

const fetchedOf = (answer: Awaited<ReturnType<typeof callOnce>>, clock: Clock): Fetched => {
  if (answer.kind !== 'answer') return { kind: 'refused', refusal: answer, headers: {} };
  const { headers } = answer;
  const refusal = refusalOf(answer, clock.now());
  if (refusal !== null) return { kind: 'refused', refusal, headers };
  const budget = budgetOf(answer);
  return { kind: 'ok', json: answer.json, ...(budget === null ? {} : { budget }) };
};

const pool = ({ timeoutMs = 20_000, connectTimeoutMs = 5_000 }: IntercomOptions): Dispatcher =>
  new Agent({
    connect: { timeout: connectTimeoutMs },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    pipelining: 1,
  });
