import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import type { Role } from '@deskstream/app-audit';
import { accessSchema, isRole, LONGEST_DAYS, openAccess, ROLES } from '@deskstream/app-audit';
import { systemClock } from '@deskstream/kernel';
import { addToken, listTokens, revokeToken } from '../commands/tokens.command';
import type { AskedBy } from '../commands/users.command';
import {
  addUser,
  changeRole,
  disableUser,
  enableUser,
  listUsers,
  resetUser,
} from '../commands/users.command';
import type { Output } from './output';
import { runCommand } from './run-command';
import { user } from './user';
import { wholeNumber } from './whole-number';

type Asked = (asked: AskedBy, output: Output) => Promise<void>;

interface PasswordOptions {
  readonly passwordStdin: boolean;
}

/** The words about who may use the console and the API. */
export const addAccessCommands = (program: Command, json: () => boolean): void => {
  const run = (command: Asked) =>
    runCommand(json(), async ({ databaseUrl, schema }, output) => {
      const access = await openAccess({
        ...{ databaseUrl, schema: accessSchema(schema), clock: systemClock, mode: 'accounts' },
      });
      try {
        await command({ access, by: user() }, output);
      } finally {
        await access.close();
      }
    });
  addUserCommands(program, run);
  addTokenCommands(program, run);
};

const addUserCommands = (program: Command, run: (command: Asked) => Promise<void>): void => {
  const users = program.command('users').description('people who may use the console');

  users
    .command('list')
    .description('everybody, with role and last sign-in')
    .action(() => run(listUsers));

  users
    .command('add <email>')
    .description('somebody who signs in with a password; made up and shown once unless given')
    .option('--role <role>', ROLES.join(', '), role, 'viewer')
    .option('--name <name>', 'as the console shows it')
    .option('--password-stdin', 'read the password from standard input', false)
    .action((email: string, options: PasswordOptions & { role: Role; name?: string }) =>
      run(async (asked, output) => {
        const { name, role: chosen } = options;
        const named = name === undefined ? {} : { name };
        await addUser(asked, output, { email, role: chosen, ...named, ...(await given(options)) });
      }),
    );

  users
    .command('reset <email>')
    .description('a new password; ends its sessions, and an account that was disabled counts again')
    .option('--role <role>', `also change the role: ${ROLES.join(', ')}`, role)
    .option('--password-stdin', 'read the password from standard input', false)
    .action((email: string, options: PasswordOptions & { role?: Role }) =>
      run(async (asked, output) => {
        const changed = options.role === undefined ? {} : { role: options.role };
        await resetUser(asked, output, { email, ...changed, ...(await given(options)) });
      }),
    );

  users
    .command('role <who>')
    .argument('<role>', ROLES.join(', '), role)
    .description('change what somebody may do; by address or id')
    .action((who: string, chosen: Role) =>
      run((asked, output) => changeRole(asked, output, { who, role: chosen })),
    );

  users
    .command('disable <who>')
    .description('may not sign in any more, and is signed out; by address or id')
    .action((who: string) => run((asked, output) => disableUser(asked, output, who)));

  users
    .command('enable <who>')
    .description('may sign in again; by address or id')
    .action((who: string) => run((asked, output) => enableUser(asked, output, who)));
};

const addTokenCommands = (program: Command, run: (command: Asked) => Promise<void>): void => {
  const tokens = program.command('tokens').description('keys of programs to the API');

  tokens
    .command('list')
    .description('each token, without its secret')
    .action(() => run(listTokens));

  tokens
    .command('add <name>')
    .description('a token for the header "Authorization: Bearer …"; shown once')
    .option('--role <role>', ROLES.join(', '), role, 'viewer')
    .option('--days <count>', `until it expires, at most ${LONGEST_DAYS}`, days, 90)
    .action((name: string, { role: chosen, days: many }: { role: Role; days: number }) =>
      run((asked, output) => addToken(asked, output, { name, role: chosen, days: many })),
    );

  tokens
    .command('revoke <id>')
    .description('the token counts no more, at once')
    .action((id: string) => run((asked, output) => revokeToken(asked, output, id)));
};

const role = (word: string): Role => {
  if (isRole(word)) return word;
  throw new InvalidArgumentError(`Expected one of ${ROLES.join(', ')}.`);
};

const days = (word: string): number => {
  const count = wholeNumber(word);
  if (count <= LONGEST_DAYS) return count;
  throw new InvalidArgumentError(`expected at most ${LONGEST_DAYS}.`);
};

const given = async ({ passwordStdin }: PasswordOptions): Promise<{ password?: string }> =>
  passwordStdin ? { password: (await text(process.stdin)).replace(/\r?\n$/, '') } : {};
