import type { ServerResponse } from 'node:http';
import type { Clock } from '@deskstream/kernel';
import type { Act } from '@deskstream/reasoning-script';
import type { Frame, Protocol } from '../protocol/protocol';

export interface Stage {
  readonly response: ServerResponse;
  readonly clock: Clock;
  /** The client went away, or the server stops. */
  readonly signal: AbortSignal;
}

export type Outcome = 'answered' | 'stalled' | 'cut' | 'garbled' | 'failed';

/** Writes a stream as the act wants it: paced, broken off, silent, unreadable. */
export const speak = async (
  { response, clock, signal }: Stage,
  frames: readonly Frame[],
  act: Act,
  protocol: Protocol,
): Promise<Outcome> => {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    connection: 'keep-alive',
  });
  response.flushHeaders();
  let pieces = 0;
  for (const { text, piece } of frames) {
    const fault = faultAt(act, pieces);
    if (fault !== null) return breakOff(fault, { response, clock, signal }, protocol);
    if (piece && pieces > 0 && act.pieceMs !== undefined) await clock.sleep(act.pieceMs, signal);
    response.write(text);
    if (piece) pieces += 1;
  }
  response.end();
  return 'answered';
};

type Fault = Exclude<Outcome, 'answered'>;

const faultAt = (act: Act, pieces: number): Fault | null => {
  const faults: readonly (readonly [number | undefined, Fault])[] = [
    [act.cutAfter, 'cut'],
    [act.stallAfter, 'stalled'],
    [act.garbleAfter, 'garbled'],
    [act.failAfter, 'failed'],
  ];
  return faults.find(([at]) => at !== undefined && pieces >= at)?.[1] ?? null;
};

const breakOff = async (
  fault: Fault,
  { response, signal }: Stage,
  protocol: Protocol,
): Promise<Outcome> => {
  switch (fault) {
    case 'cut':
      await written(response);
      response.destroy();
      break;
    case 'stalled':
      await ended(signal);
      break;
    case 'garbled':
      response.end(protocol.garbled);
      break;
    case 'failed':
      response.end(protocol.failure);
      break;
  }
  return fault;
};

/** What was said before the cut must have left. */
const written = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    response.write(': \n\n', () => resolve());
  });

const ended = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
