import { InfraError } from '@deskstream/kernel';
import type { AccessMode } from './access';
import { isLoopbackAddress, isLoopbackHost } from './same-origin';

export interface Doors {
  readonly ACCESS: AccessMode;
  readonly HOST: string;
  readonly PUBLIC_URL?: string | undefined;
  readonly CONSOLE_TRUSTED_PROXIES: readonly string[];
}

/** `CONFIG.ACCESS_OPEN` where everybody would be admin of what others than this machine can reach. */
export const refuseOpenDoors = ({
  ACCESS,
  HOST,
  PUBLIC_URL,
  CONSOLE_TRUSTED_PROXIES,
}: Doors): void => {
  if (ACCESS === 'accounts') return;
  if (!isLoopbackAddress(HOST))
    throw open(`HOST=${HOST} lets others than this machine in`, 'HOST=127.0.0.1');
  if (PUBLIC_URL !== undefined && !isLoopbackHost(new URL(PUBLIC_URL).host))
    throw open(`PUBLIC_URL=${PUBLIC_URL} says that others use it`, 'leave out PUBLIC_URL');
  if (CONSOLE_TRUSTED_PROXIES.length > 0)
    throw open(
      'CONSOLE_TRUSTED_PROXIES says that a proxy passes others on',
      'leave out CONSOLE_TRUSTED_PROXIES',
    );
};

const open = (because: string, otherwise: string): InfraError =>
  new InfraError(
    'CONFIG.ACCESS_OPEN',
    `ACCESS=open makes everybody admin, and ${because}. Set ACCESS=accounts, or ${otherwise}.`,
    false,
  );
