import type { Bundle } from '@deskstream/conversation-bundle';
import { bundleHtml } from '@deskstream/conversation-bundle';
import { InfraError } from '@deskstream/kernel';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { builtFolder } from '../http/built-folder';

/** One file that any browser opens without a server. Rejects with `BUNDLE.NO_VIEWER`. */
export const bundleAsHtml = async (bundle: Bundle): Promise<string> => {
  const folder = builtFolder('viewer');
  if (folder === null)
    throw new InfraError(
      'BUNDLE.NO_VIEWER',
      'The page that shows an exported session is not built: run "npm run build". As JSON the session can be exported without it.',
      false,
    );
  return bundleHtml(await readFile(join(folder, 'index.html'), 'utf8'), bundle);
};
