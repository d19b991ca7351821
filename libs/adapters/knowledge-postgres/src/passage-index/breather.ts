import { setImmediate } from 'node:timers/promises';

/** Long enough that pausing costs nothing, short enough that nobody waits for a search. */
const SLICE_MS = 5;

/** To be awaited every now and then in long work: after some milliseconds others have their turn. */
export const createBreather = (): (() => Promise<void>) => {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < SLICE_MS) return;
    await othersTurn();
    began = performance.now();
  };
};

/** Lets whatever waits for the event loop go first. */
export const othersTurn = (): Promise<void> => setImmediate();
