import type { Role } from '@deskstream/app-audit';
import { CommandError, EXIT } from '../cli/command-error';
import type { Output } from '../cli/output';
import type { AskedBy } from './users.command';
import { record, timeOf } from './users.command';

export const listTokens = async ({ access }: AskedBy, output: Output): Promise<void> => {
  const tokens = await access.tokens.list();
  const now = access.clock.now();
  output.value(tokens);
  output.table(
    tokens.map(({ id, name, role, expiresAt, revokedAt, lastUsedAt, createdBy }) => ({
      id,
      name,
      role,
      state: revokedAt !== null ? 'revoked' : expiresAt <= now ? 'expired' : 'active',
      expires: timeOf(expiresAt),
      'last used': timeOf(lastUsedAt),
      by: createdBy,
    })),
  );
};

export const addToken = async (
  asked: AskedBy,
  output: Output,
  request: { readonly name: string; readonly role: Role; readonly days: number },
): Promise<void> => {
  if (!/^.{1,100}$/.test(request.name.trim()))
    throw new CommandError(
      'A token is named after what it is for, in 1 to 100 characters.',
      EXIT.usage,
    );
  const { token, secret } = await asked.access.tokens.add({ ...request, by: asked.by });
  await record(asked, 'tokens add', `${token.id} name=${token.name} role=${token.role}`);
  output.value({ ...token, secret });
  output.line(`${token.id} is ${token.role} until ${timeOf(token.expiresAt)}.`);
  output.line(`Token, shown this once: ${secret}`);
};

export const revokeToken = async (asked: AskedBy, output: Output, id: string): Promise<void> => {
  if (!(await asked.access.tokens.revoke(id)))
    throw new CommandError(`No token ${id}. "deskstream tokens list" lists them.`, EXIT.notFound);
  await record(asked, 'tokens revoke', id);
  output.value({ id, revoked: true });
  output.line(`${id} counts no more.`);
};
