export { defaultDispatchLimits, nextMove } from './next-move';
export type { DispatchLimits, Move } from './next-move';
export { progressOf } from './progress';
export type { CallEntry, Progress } from './progress';
export { READ_BACK_PAUSE_MS, backOffMs } from './retry-schedule';
export { allowanceOf, paceAfter, unpaced } from './pacing';
export type { Allowance, Budget, Pace, Sighting } from './pacing';
export { urgencyOf } from './urgency';
