export { createHttpTools } from './create-http-tools';
export type { HttpTools, HttpToolsOptions } from './create-http-tools';
export { importOpenApi } from './import-open-api';
export type { Imported } from './import-open-api';
