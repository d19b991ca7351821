import type { Clock } from '@deskstream/kernel';
import type { ApiAnswer } from '../api/answers';
import type { FaultRule } from './faults';

/** `silence`: the connection stays open without an answer, until the caller or the simulator closes it. */
export type AnswerOrNone = ApiAnswer | 'silence' | 'reset';

/** How a vendor words what goes wrong. */
export interface VendorFaults {
  readonly broken: ApiAnswer;
  throttled(retryAfterSeconds: number | undefined): ApiAnswer;
}

interface Faulty {
  readonly fault: FaultRule | null;
  readonly clock: Clock;
  readonly words: VendorFaults;
}

/** What the caller sees of a call on which a fault rule fell; the effect may have happened all the same. */
export const answerWithFault = async (
  { fault, clock, words }: Faulty,
  execute: () => ApiAnswer,
): Promise<AnswerOrNone> => {
  if (fault === null) return execute();
  if (fault.fault === 'throttle') return words.throttled(fault.retryAfterSeconds);
  if (fault.fault === 'slow') await clock.sleep(fault.delayMs ?? 2000);
  const instead = INSTEAD[fault.fault];
  if (instead === undefined) return execute();
  if (instead.executed) execute();
  return instead.answer === 'broken' ? words.broken : instead.answer;
};

const INSTEAD: {
  readonly [fault: string]: {
    readonly executed: boolean;
    readonly answer: 'broken' | 'silence' | 'reset';
  };
} = {
  'error-before': { executed: false, answer: 'broken' },
  'error-after': { executed: true, answer: 'broken' },
  'timeout-before': { executed: false, answer: 'silence' },
  'timeout-after': { executed: true, answer: 'silence' },
  'reset-after': { executed: true, answer: 'reset' },
};
