import { hasCode, isTransient } from '@deskstream/kernel';
import type { Model } from '@deskstream/port-ai';

export interface FallbackOptions {
  /** The model could not answer, and the next one is asked. */
  readonly onFallback?: (from: string, to: string, error: unknown) => void;
}

/**
 * The first model that answers. The next one is asked when one is away, overloaded, refuses its key or
 * does not know its name; never for a request that no model could answer, nor past a budget.
 */
export const withFallback = (
  first: Model,
  others: readonly Model[],
  options: FallbackOptions = {},
): Model => ({
  name: first.name,
  complete: async (request, call) => {
    let model = first;
    for (const next of others) {
      try {
        return await model.complete(request, call);
      } catch (error) {
        if (call.signal.aborted || !anotherMayAnswer(error)) throw error;
        options.onFallback?.(model.name, next.name, error);
        call.onRestart?.();
        model = next;
      }
    }
    return model.complete(request, call);
  },
});

const anotherMayAnswer = (error: unknown): boolean =>
  isTransient(error) ||
  ['MODEL.UNAUTHORIZED', 'MODEL.BAD_REQUEST', 'MODEL.TOO_LONG', 'MODEL.MALFORMED'].some((code) =>
    hasCode(error, code),
  );
