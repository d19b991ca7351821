export { createFrontSource } from './front-source';
