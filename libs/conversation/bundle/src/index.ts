export { BUNDLE_FORMAT, BUNDLE_VERSION } from './bundle';
export type { Bundle, BundledEvent, BundleContents, Exported, Replaced } from './bundle';
export { contentsOf } from './contents-of';
export { bundleHtml, BUNDLE_SLOT } from './bundle-html';
export { makeBundle } from './make-bundle';
export { foldBundle, readBundle } from './read-bundle';
export type { ReadBundle } from './read-bundle';
