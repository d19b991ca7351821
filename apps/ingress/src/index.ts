export { startIngress } from './start-ingress';
export type { IngressOptions, RunningIngress } from './start-ingress';
export { acceptWebhook } from './pipeline';
export type { AcceptRequest, IngressDeps } from './pipeline';
export { defaultLimits, defaultSpoolLimits } from './limits';
export type { IngressLimits, SpoolLimits } from './limits';
export type { HttpAnswer } from './problem';
export { IngressModule } from './app.module';
export { IngressConfig } from './config';
