import type { Tree } from '@nx/devkit';

export declare function libraryGenerator(tree: Tree, options: { path: string }): void;
export declare function appGenerator(tree: Tree, options: { path: string }): void;
