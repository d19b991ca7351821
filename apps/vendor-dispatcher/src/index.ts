export { DISPATCH_GROUP, startDispatcher } from './start-dispatcher';
export type { DispatcherDeps } from './start-dispatcher';
