export type { Bundle, BundledEvent, BundleContents, Exported, Replaced } from './bundle';
export { contentsOf } from './contents-of';
export { bundleHtml } from './bundle-html';
export { makeBundle } from './make-bundle';
export { foldBundle, readBundle } from './read-bundle';
export type { ReadBundle } from './read-bundle';
