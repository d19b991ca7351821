import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * The folder and those above it that are missing; throws the error of the system. In place of Node's recursive
 * `mkdir`, which never comes back where a parent is there and yet takes no folder with ENOENT, as /proc does.
 */
export const makeFolders = (path: string): void => {
  if (isFolder(path)) return;
  const parent = dirname(path);
  if (!existsSync(parent)) makeFolders(parent);
  try {
    mkdirSync(path);
  } catch (error) {
    // Somebody else may have made it this moment.
    if (!isFolder(path)) throw error;
  }
};

const isFolder = (path: string): boolean => {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
};
