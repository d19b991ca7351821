import { listSessions } from '@deskstream/app-audit';
import type { DataSource } from 'typeorm';
import { CommandError, EXIT } from '../cli/command-error';

/** The one session that something names: its key, a conversation or delivery id, or an e-mail address. */
export const sessionOf = async (dataSource: DataSource, what: string): Promise<string> => {
  const { items } = await listSessions(dataSource, { q: what, limit: 2 });
  const [only, another] = items;
  if (only === undefined)
    throw new CommandError(
      `Nothing found for "${what}": expected a session key, a conversation id, a delivery id or an e-mail address.`,
      EXIT.notFound,
    );
  if (another !== undefined && only.key !== what)
    throw new CommandError(
      `"${what}" fits several sessions, among them ${only.key} and ${another.key}; name one.`,
      EXIT.usage,
    );
  return only.key;
};
