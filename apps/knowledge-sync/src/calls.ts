import type { Clock } from '@deskstream/kernel';
import type { SourceAnswer } from '@deskstream/port-knowledge-source';
import type { Pace } from './pace';

/** Makes one call of a source, at its pace and again when that may help; counts what was asked. */
export interface Calls {
  make<T>(call: (signal: AbortSignal) => Promise<SourceAnswer<T>>): Promise<SourceAnswer<T>>;
  /** Since the last time it was asked. */
  taken(): number;
}

const TRIES_WHILE_AWAY = 4;
const TRIES_WHILE_REFUSED = 12;
const FIRST_WAIT_MS = 500;
/** A source that wants to be left alone for longer is asked by the next sync. */
const LONGEST_WAIT_MS = 10 * 60_000;

export const createCalls = (pace: Pace, clock: Clock, signal: AbortSignal): Calls => {
  let requests = 0;
  const once = async <T>(call: (signal: AbortSignal) => Promise<SourceAnswer<T>>) => {
    await pace.turn(signal);
    requests += 1;
    const answer = await call(signal);
    signal.throwIfAborted();
    pace.saw(answer);
    return answer;
  };
  return {
    make: async (call) => {
      for (let away = 1; ;) {
        const answer = await once(call);
        if (answer.kind === 'ok' || answer.kind === 'refused') return answer;
        if (answer.kind === 'throttled') {
          const { refusals, until } = pace.held();
          const isTooLong = until - clock.now() > LONGEST_WAIT_MS;
          if (isTooLong || refusals >= TRIES_WHILE_REFUSED) return { ...answer, retryAt: until };
          continue;
        }
        if (away >= TRIES_WHILE_AWAY) return answer;
        await clock.sleep(FIRST_WAIT_MS * 2 ** (away - 1), signal);
        away += 1;
      }
    },
    taken: () => {
      const taken = requests;
      requests = 0;
      return taken;
    },
  };
};
