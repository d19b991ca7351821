export { readHistory, replay } from './replay';
export type { Replayed, StoredEvent } from './replay';
