export { streamIndexContract } from './stream-index.contract';
