export { argumentProblem, validatorOf } from './arguments';
export { openPools, refusalOf } from './destination';
export type { Pools, Server } from './destination';
export { requestOnce } from './request-once';
export type { ToolAnswer, ToolRequest } from './request-once';
export { doubtOf, hashOf, isFor, policyOf } from './rules';
export { withAuth, withoutSecret } from './secrets';
