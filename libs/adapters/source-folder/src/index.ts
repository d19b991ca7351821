export { createFolderSource } from './folder-source';
export type { FolderOptions } from './folder-source';
