export { openApiChecker, sharedReference } from './openapi';
export type { OpenApiChecker } from './openapi';
export { testDatabase } from './postgres/test-database';
export type { TestDatabase } from './postgres/test-database';
