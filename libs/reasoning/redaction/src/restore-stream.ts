import type { Redacted } from './redact';

/**
 * Restores a text that comes in pieces: what may be the beginning of a placeholder is held back until it is
 * one, or cannot be one any more. `end` gives what is left.
 */
export const restoreStream = ({ restore, longest }: Redacted) => {
  let held = '';
  return {
    push: (delta: string): string => {
      held += delta;
      const open = held.lastIndexOf('[');
      const waits = open >= 0 && !held.includes(']', open) && held.length - open < longest;
      const ready = waits ? held.slice(0, open) : held;
      held = waits ? held.slice(open) : '';
      return restore(ready);
    },
    end: (): string => {
      const rest = restore(held);
      held = '';
      return rest;
    },
  };
};
