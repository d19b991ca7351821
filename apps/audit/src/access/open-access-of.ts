import { messageOf } from '@deskstream/kernel';
import type { Clock, Logger } from '@deskstream/kernel';
import type { Access } from './access';
import { openAccess } from './access';
import type { AccessConfig } from './access.config';
import { addFirstAdmin } from './first-admin';
import { oidcOf } from './oidc/oidc-of';
import { configurationOf } from './oidc/provider';
import { refuseOpenDoors } from './open-doors';
import { isLoopbackAddress } from './same-origin';

interface Opened {
  readonly databaseUrl: string;
  /** Schema of the installation; accounts stand in one beside it. */
  readonly schema: string;
}

/** Schema of accounts: never that of projections, which a rebuild empties. */
export const accessSchema = (schema: string): string => `${schema}_access`;

/** Before anything starts: `CONFIG.ACCESS_OPEN`, `CONFIG.OIDC` where this configuration cannot be meant. */
export const checkAccess = (config: AccessConfig): void => {
  refuseOpenDoors(config);
  oidcOf(config);
};

/** As the configuration says; `CONFIG.*` where that would let in whom it should not. */
export const openAccessOf = async (
  { config, clock, logger }: { config: AccessConfig; clock: Clock; logger: Logger },
  { databaseUrl, schema }: Opened,
): Promise<Access> => {
  checkAccess(config);
  const { PUBLIC_URL: publicUrl } = config;
  const oidc = oidcOf(config);
  const access = await openAccess({
    ...{ databaseUrl, clock, logger, mode: config.ACCESS, schema: accessSchema(schema) },
    ...(publicUrl === undefined ? {} : { publicUrl: publicUrl.replace(/\/+$/, '') }),
    ...(oidc === null ? {} : { oidc }),
    idleMs: config.SESSION_IDLE_MINUTES * 60_000,
    longestMs: config.SESSION_HOURS * 3_600_000,
    requestsPerMinute: config.API_REQUESTS_PER_MINUTE,
  });
  try {
    if (config.ACCESS === 'accounts') await letSomebodyIn(access, config, logger);
  } catch (error) {
    await access.close();
    throw error;
  }
  return access;
};

/** A provider that is away holds up nothing: people sign in when it is back. */
const letSomebodyIn = async (
  access: Access,
  {
    FIRST_ADMIN_EMAIL: email,
    FIRST_ADMIN_PASSWORD: password,
    HOST,
    CONSOLE_TRUSTED_PROXIES,
  }: AccessConfig,
  logger: Logger,
): Promise<void> => {
  if (access.publicUrl === null && CONSOLE_TRUSTED_PROXIES.length === 0 && !isLoopbackAddress(HOST))
    logger.warn({}, UNENCRYPTED);
  await addFirstAdmin(access, { email, password }, logger);
  if (access.oidc !== null)
    configurationOf(access.oidc).catch((error: unknown) =>
      logger.warn({ because: messageOf(error) }, 'nobody can sign in over the provider yet'),
    );
};

const UNENCRYPTED =
  'sign-in goes over plain http here: set PUBLIC_URL to the https address, and CONSOLE_TRUSTED_PROXIES to the proxy that ends TLS';
