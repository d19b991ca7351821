export { askJson } from './ask-json';
export type { Budget, JsonQuestion, JsonReply } from './ask-json';
export { callOnce } from './call-once';
export type { Answer, HttpCall, NoAnswer } from './call-once';
export { headerOf, retryAfterOf } from './headers';
export { httpPool } from './pool';
export { guardedPool, isPrivateAddress, privateHost } from './public-addresses';
export type { PoolOptions } from './pool';
