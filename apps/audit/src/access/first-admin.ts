import { InfraError } from '@deskstream/kernel';
import type { Access } from './access';
import { problemOfPassword } from './passwords';

export interface FirstAdmin {
  readonly email: string;
  readonly password: string;
}

/** Makes the first account of an installation that has none; later it changes nothing. */
export const addFirstAdmin = async (
  { accounts }: Pick<Access, 'accounts'>,
  { email, password }: FirstAdmin,
): Promise<'added' | 'there-are-accounts'> => {
  if ((await accounts.list()).length > 0) return 'there-are-accounts';
  const problem = problemOfPassword(password);
  if (problem !== null)
    throw new InfraError('ACCESS.FIRST_ADMIN', `FIRST_ADMIN_PASSWORD: ${problem}`, false);
  await accounts.add({ email, name: email, role: 'admin', password });
  return 'added';
};
