export { startIngress } from './start-ingress';
export type { IngressOptions, RunningIngress } from './start-ingress';
export { acceptWebhook } from './pipeline';
export type { AcceptRequest, IngressDeps } from './pipeline';
export { defaultLimits } from './limits';
export type { IngressLimits } from './limits';
export type { HttpAnswer } from './problem';
