import type { Logger } from '@deskstream/kernel';
import { InfraError } from '@deskstream/kernel';
import type { Access } from './access';
import { problemOfEmail } from './email';
import { problemOfPassword } from './passwords';

/** As the environment says: neither, or both. */
export interface FirstAdmin {
  readonly email?: string | undefined;
  readonly password?: string | undefined;
}

/**
 * Makes the first account of an installation that has none; later it changes nothing, so that the
 * environment may go on saying so. Safe in several replicas at once. `CONFIG.FIRST_ADMIN`: it cannot be.
 */
export const addFirstAdmin = async (
  { accounts, oidc }: Pick<Access, 'accounts' | 'oidc'>,
  given: FirstAdmin,
  logger: Pick<Logger, 'warn' | 'info'>,
): Promise<'added' | 'there-are-accounts' | 'nobody'> => {
  if ((await accounts.list()).length > 0) return 'there-are-accounts';
  const asked = checked(given);
  if (asked === null) {
    if (oidc === null) logger.warn({}, NOBODY);
    return 'nobody';
  }
  const { email, password } = asked;
  const added = await accounts.add({ email, name: email, role: 'admin', password });
  if (added === null) return 'there-are-accounts';
  logger.info({ account: added.id }, 'the first admin was added');
  return 'added';
};

/** `null`: nobody is asked for. */
const checked = ({ email, password }: FirstAdmin): { email: string; password: string } | null => {
  if (email === undefined && password === undefined) return null;
  if (email === undefined || password === undefined)
    throw wrong('FIRST_ADMIN_EMAIL and FIRST_ADMIN_PASSWORD go together. Set both, or neither.');
  const problem = problemOfEmail(email) ?? problemOfPassword(password);
  if (problem !== null) throw wrong(`FIRST_ADMIN_EMAIL, FIRST_ADMIN_PASSWORD: ${problem}`);
  return { email, password };
};

const NOBODY =
  'nobody can sign in yet: set FIRST_ADMIN_EMAIL and FIRST_ADMIN_PASSWORD, or run "deskstream users add <email> --role admin"';

const wrong = (message: string): InfraError => new InfraError('CONFIG.FIRST_ADMIN', message, false);
