import type { Clock } from '@deskstream/kernel';
import type { HttpCall } from '@deskstream/platform-http';
import { callApi } from '@deskstream/platform-http';
import type { CallResult, RateBudget, VendorConnection } from '@deskstream/port-vendor';
import type { Dispatcher } from 'undici';
import type { Fields } from '../payload';
import { fieldsOf } from '../payload';
import { budgetOf, refusalOf } from './classify';

type Method = HttpCall['method'];
export type NotDone = Exclude<CallResult, { kind: 'done' }>;

/** Ends the work on a command with its result; never leaves the adapter. */
export class CallEnded extends Error {
  constructor(readonly result: NotDone) {
    super(result.kind);
  }
}

export interface SessionDeps {
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
}

/** The calls that one command makes. Each is made once; what is no answer ends the command. */
export interface Session {
  readonly connection: VendorConnection;
  readonly clock: Clock;
  /** Of the last answer that told. */
  readonly budget: () => { readonly budget?: RateBudget };
  /** A read; nothing was executed when it fails. `body`: a search or batch read. */
  read(path: string, body?: unknown): Promise<Fields>;
  /** As `read`, but `null` for what is not there (404). */
  find(path: string): Promise<Fields | null>;
  /** The one write of a command; without a readable body it is done all the same. */
  write(method: Method, path: string, body?: unknown): Promise<Fields>;
}

export const openSession = (
  { dispatcher, clock }: SessionDeps,
  connection: VendorConnection,
  signal: AbortSignal,
): Session => {
  let budget: RateBudget | null = null;

  const call = async (method: Method, path: string, body?: unknown): Promise<Outcome> => {
    const answer = await callApi(dispatcher, connection, { method, path, body }, signal);
    if (answer.kind !== 'answer') return { result: answer };
    budget = budgetOf(answer, clock.now()) ?? budget;
    const refusal = refusalOf(answer, clock.now());
    return refusal === null ? { json: answer.json } : { result: refusal };
  };
  const read = async (path: string, body?: unknown): Promise<Fields> => {
    const outcome = await call(body === undefined ? 'GET' : 'POST', path, body);
    if ('result' in outcome) throw new CallEnded(notExecuted(outcome.result));
    if (outcome.json === undefined) throw new CallEnded(NOT_JSON);
    return fieldsOf(outcome.json);
  };

  return {
    connection,
    clock,
    budget: () => (budget === null ? {} : { budget }),
    read,
    find: (path) =>
      read(path).catch((error: unknown) => {
        if (isNotFound(error)) return null;
        throw error;
      }),
    write: async (method, path, body) => {
      const outcome = await call(method, path, body);
      if ('result' in outcome) throw new CallEnded(outcome.result);
      return fieldsOf(outcome.json);
    },
  };
};

/** Turns the end of a command back into its result. */
export const endedWith = (error: unknown): NotDone => {
  if (error instanceof CallEnded) return error.result;
  throw error;
};

export const isNotFound = (error: unknown): boolean =>
  error instanceof CallEnded && error.result.kind === 'rejected' && error.result.status === 404;

type Outcome = { readonly json: unknown } | { readonly result: NotDone };

const NOT_JSON: NotDone = { kind: 'unreachable', because: 'the answer is not JSON' };

/** A read that may have been executed did nothing. */
const notExecuted = (result: NotDone): NotDone =>
  result.kind === 'unknown' ? { kind: 'unreachable', because: result.because } : result;
