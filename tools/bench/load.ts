import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';

/**
 * The load of the accept bench, in a process of its own: its CPU time must not be the server's.
 * Usage: load <file with a JSON LoadRequest>; prints a JSON LoadOutcome.
 */
export interface LoadRequest {
  readonly url: string;
  readonly connections: number;
  /** Requests to send in all. */
  readonly amount: number;
  readonly requests: readonly { readonly body: string; readonly headers: Record<string, string> }[];
}

export interface LoadOutcome {
  readonly perSecond: number;
  readonly p99: number;
  readonly accepted: number;
  readonly refused: number;
}

const { requests, ...options } = JSON.parse(
  readFileSync(process.argv[2] ?? '', 'utf8'),
) as LoadRequest;
const startedAt = performance.now();
const result = await autocannon({
  ...options,
  timeout: 30,
  requests: requests.map((request) => ({ method: 'POST', ...request })),
});
const outcome: LoadOutcome = {
  perSecond: (result['2xx'] * 1_000) / (performance.now() - startedAt),
  p99: result.latency.p99,
  accepted: result['2xx'],
  refused: result.non2xx + result.errors,
};
process.stdout.write(JSON.stringify(outcome));
