export { openApiChecker } from './openapi-checker';
export type { OpenApiChecker } from './openapi-checker';
