export { startWork } from './start-work';
export type { Performed, Selection, Tools, WorkOptions } from './work';
