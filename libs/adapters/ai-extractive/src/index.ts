export { featuresOf } from './confidence';
export type { Features } from './confidence';
export { createExtractiveAnswerer } from './extractive-answerer';
