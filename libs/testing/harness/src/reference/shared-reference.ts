import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * The folder with the vendors' specifications and recorded examples. It is reference data and no
 * part of the project: `DESKSTREAM_SHARED`, or `../shared` beside the repository. `null` when it is
 * absent; a test that needs it must then say so.
 */
export const sharedReference = (): string | null => {
  const folder = resolve(process.env['DESKSTREAM_SHARED'] ?? '../shared');
  return existsSync(resolve(folder, 'vendors')) ? folder : null;
};
