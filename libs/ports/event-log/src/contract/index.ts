export { eventLogContract } from './event-log.contract';
export type { ContractOptions, OpenedLog } from './fixture';
export { eventually } from './support';
