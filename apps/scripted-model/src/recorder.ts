import type { FastifyRequest } from 'fastify';

/** What was asked and what became of it. Keys are not kept. */
export interface RecordedRequest {
  /** From 1. */
  readonly number: number;
  readonly protocol: 'openai' | 'anthropic';
  readonly path: string;
  readonly body: unknown;
  /** Which rule decided, from 0; `null`: none. */
  rule: number | null;
  /** `null` while it is waiting, or when the client went away first. */
  status: number | null;
  outcome: 'waiting' | 'answered' | 'refused' | 'stalled' | 'cut' | 'garbled' | 'failed' | 'gone';
}

export interface Recorder {
  readonly requests: readonly RecordedRequest[];
  open(protocol: RecordedRequest['protocol'], request: FastifyRequest): RecordedRequest;
  clear(): void;
}

const KEPT = 1_000;

export const createRecorder = (): Recorder => {
  const requests: RecordedRequest[] = [];
  let number = 0;
  return {
    requests,
    open: (protocol, { url, body }) => {
      number += 1;
      const recorded: RecordedRequest = {
        number,
        protocol,
        path: url,
        body,
        rule: null,
        status: null,
        outcome: 'waiting',
      };
      requests.push(recorded);
      if (requests.length > KEPT) requests.shift();
      return recorded;
    },
    clear: () => {
      requests.length = 0;
      number = 0;
    },
  };
};
