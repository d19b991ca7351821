export { openApiChecker } from './openapi-checker';
export type { OpenApiChecker } from './openapi-checker';
export { sharedReference } from './shared-reference';
