import type { Clock } from '@deskstream/kernel';
import { systemClock } from '@deskstream/kernel';
import type { Answer, ApiCall, ClientOptions } from '@deskstream/platform-http';
import { callApi, openPool } from '@deskstream/platform-http';
import type { RateBudget, VendorConnection } from '@deskstream/port-vendor';
import type { Refusal } from './classify';
import { budgetOf, refusalOf } from './classify';

export type FrontOptions = ClientOptions;

export type Fetched =
  | {
      readonly kind: 'ok';
      readonly answer: Answer;
      readonly json: unknown;
      readonly budget?: RateBudget;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly answer?: Answer };

/** A connection with the stop signal that bounds all its calls. */
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

/** Plain requests: there is no official SDK (vendors/front.md §6). */
export const openClient = (options: FrontOptions): Client => {
  const { clock = systemClock } = options;
  const { dispatcher, close } = openPool(options);
  return {
    session: (connection, signal) => {
      const send = async (call: ApiCall): Promise<Fetched> => {
        const answer = await callApi(dispatcher, connection, call, signal);
        if (answer.kind !== 'answer') return { kind: 'refused', refusal: answer };
        const refusal = refusalOf(answer, clock.now());
        return refusal === null
          ? { kind: 'ok', answer, json: answer.json, ...budgetOf(answer) }
          : { kind: 'refused', refusal, answer };
      };
      return { connection, clock, send, get: (path) => send({ method: 'GET', path }) };
    },
    close,
  };
};
