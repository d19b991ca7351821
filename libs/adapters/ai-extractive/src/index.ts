export { createExtractiveAnswerer } from './extractive-answerer';
