import { createSealer, loadOrCreateKeyFile, resealSettings } from '@deskstream/platform-settings';
import type { Output } from '../cli/output';
import type { Installation } from '../installation/open-installation';

/** Seals every secret of every version with the key of a file, which is made when it is not there. */
export const reseal = async (
  { log, settings }: Pick<Installation, 'log' | 'settings'>,
  output: Output,
  keyFile: string,
): Promise<void> => {
  const sealer = createSealer(loadOrCreateKeyFile(keyFile));
  const { versions, removed } = await resealSettings(log, settings, sealer);
  output.value({ keyFile, versions, removed });
  output.line(`${versions} versions are sealed with the key in ${keyFile}.`);
  output.line(
    'Now make it the key of every service: DESKSTREAM_SECRET_KEY, or secret.key in the data folder, and restart them.',
  );
};
