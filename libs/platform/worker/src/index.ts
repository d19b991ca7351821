export { startQueueAges } from './queue-ages';
export { startLanes } from './start-lanes';
export type { LanesOptions } from './start-lanes';
export { startWork } from './start-work';
export type { Admission, Admitted, Performed, Selection, Tools, WorkOptions } from './work';
export { startSweeping } from './start-sweeping';
export { sweepLedger } from './sweep-ledger';
export type { Sweep } from './sweep-ledger';
