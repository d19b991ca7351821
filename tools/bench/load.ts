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
  /** Dealt out to the connections, which repeat their own ones. */
  readonly requests: readonly Signed[];
}

export interface Signed {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface LoadOutcome {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly refused: number;
}

const { requests, ...options } = JSON.parse(
  readFileSync(process.argv[2] ?? '', 'utf8'),
) as LoadRequest;
const share = Math.ceil(requests.length / options.connections);
let connection = 0;
let firstAt = 0;
let lastAt = 0;
const running = autocannon(
  {
    ...options,
    method: 'POST',
    timeout: 30,
    setupClient: (client) => {
      const from = (connection * share) % requests.length;
      connection += 1;
      client.setRequests(
        requests
          .slice(from, from + share)
          .map(({ body, headers }) => ({ method: 'POST', body, headers: { ...headers } })),
      );
    },
  },
  (error: Error | null, result) => {
    if (error) throw error;
    const outcome: LoadOutcome = {
      perSecond: (result['2xx'] * 1_000) / (lastAt - firstAt),
      p50: result.latency.p50,
      p99: result.latency.p99,
      refused: result.non2xx + result.errors,
    };
    process.stdout.write(JSON.stringify(outcome));
  },
);
running.once('start', () => {
  firstAt = performance.now();
});
running.on('response', () => {
  lastAt = performance.now();
});
