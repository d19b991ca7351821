export { DECIDE_GROUP, startDecide } from './decide/start-decide';
export { answerAgain } from './reasoning/answer-again';
export { contextOf } from './reasoning/context-of';
export { sharedByAll } from './reasoning/shared-knowledge';
export { REASONING_GROUP, startReasoning } from './reasoning/start-reasoning';
export type { ReasoningDeps } from './reasoning/start-reasoning';
export { createAnswering } from './trials/answering';
export { askedOf } from './trials/asked-answerer';
export { startTrials } from './trials/start-trials';
export { TIMERS_GROUP, startTimers } from './timers/start-timers';
export type { TimersDeps } from './timers/start-timers';
export {
  STREAM_INDEX_GROUP,
  indexPartition,
  startStreamIndex,
} from './stream-index/start-stream-index';
export type { StreamIndexDeps } from './stream-index/start-stream-index';
