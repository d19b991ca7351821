export { openApiChecker, sharedReference } from './openapi';
export type { OpenApiChecker } from './openapi';
