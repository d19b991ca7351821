export { STREAM_INDEX_GROUP, startStreamIndex } from './stream-index/start-stream-index';
export type { StreamIndexDeps } from './stream-index/start-stream-index';
