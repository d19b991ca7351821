export type { IndexedRecord, IndexRow, StreamIndex } from './stream-index.port';
