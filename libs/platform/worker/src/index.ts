export { LaneHealth, watched } from './lane-health';
export { startBehind } from './lane-metrics';
export type { BehindOptions, Measuring } from './lane-metrics';
export { startQueueAges } from './queue-ages';
export { startWork } from './start-work';
export type { Admission, Admitted, Performed, Selection, Tools, WorkOptions } from './work';
export { startSweeping } from './start-sweeping';
export { sweepLedger } from './sweep-ledger';
export type { Sweep } from './sweep-ledger';
