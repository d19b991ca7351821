import type { Access } from '@deskstream/app-audit';
import { accessSchema, openAccess } from '@deskstream/app-audit';
import { systemClock } from '@deskstream/kernel';
import type { TestDatabase } from '@deskstream/testing-harness';
import { testDatabase } from '@deskstream/testing-harness';
import { Command, CommanderError } from 'commander';
import { addAccessCommands } from '../cli/access-program';
import { CommandError, EXIT } from '../cli/command-error';
import type { Output } from '../cli/output';
import { renderTable } from '../cli/output';
import { addToken, listTokens, revokeToken } from './tokens.command';
import type { AskedBy } from './users.command';
import {
  addUser,
  changeRole,
  disableUser,
  enableUser,
  listUsers,
  resetUser,
} from './users.command';

const PASSWORD = 'correct horse battery';

describe('the commands about who may use the console', () => {
  let database: TestDatabase;
  let access: Access;
  let lines: string[];
  let values: unknown[];

  beforeAll(async () => {
    database = await testDatabase();
    const schema = accessSchema(database.schema);
    access = await openAccess({
      ...{ databaseUrl: database.url, schema, clock: systemClock, mode: 'accounts' },
    });
  });

  afterAll(async () => {
    await access.close();
    await database.drop();
  });

  beforeEach(() => {
    lines = [];
    values = [];
  });

  const output: Output = {
    json: true,
    line: (text = '') => lines.push(text),
    table: (rows) => lines.push(renderTable(rows)),
    value: (value) => values.push(value),
    progress: () => ({ advance: () => undefined, end: () => undefined }),
  };

  const run = <Rest extends readonly unknown[]>(
    command: (asked: AskedBy, output: Output, ...rest: Rest) => Promise<void>,
    ...rest: Rest
  ): Promise<void> => command({ access, by: 'sre' }, output, ...rest);

  const codeOf = (running: Promise<void>): Promise<unknown> =>
    running.then(
      () => EXIT.ok,
      (error: unknown) => (error instanceof CommandError ? error.exitCode : error),
    );

  const said = (): string => JSON.stringify([lines, values]);

  const recorded = async (): Promise<readonly string[]> =>
    (await access.acts.list({ who: 'sre', limit: 50 })).map(
      ({ route, about }) => `${route}: ${about}`,
    );

  it('users add: tells a password that it made up once, and never one that was given', async () => {
    await run(addUser, { email: 'Made@A.example', role: 'admin' });
    const [made] = values as { id: string; email: string; password: string }[];
    expect(made).toMatchObject({ email: 'made@a.example', role: 'admin' });
    expect(made?.password).toMatch(/^[\w-]{20}$/);
    expect(lines.join(' ')).toContain(`shown this once: ${made?.password}`);
    values = [];
    lines = [];
    await run(addUser, { email: 'given@a.example', role: 'viewer', password: PASSWORD });
    expect(said()).not.toContain(PASSWORD);
    expect(await access.accounts.passwordOf('given@a.example')).not.toBeNull();
    const acts = await recorded();
    expect(acts[0]).toMatch(/^deskstream users add: user_\S+ email=given@a.example role=viewer$/);
    expect(acts.join(' ')).not.toMatch(new RegExp(`${PASSWORD}|${made?.password}`));
  });

  it.each([
    ['no e-mail address', 'ann', PASSWORD, EXIT.usage],
    ['an address with a blank', 'a nn@a.example', PASSWORD, EXIT.usage],
    ['a short password', 'short@a.example', 'eleven char', EXIT.usage],
    ['an empty password', 'empty@a.example', '', EXIT.usage],
    ['a password that is guessed first', 'first@a.example', 'passwordpassword', EXIT.usage],
    ['an address that has an account', 'given@a.example', PASSWORD, EXIT.conflict],
  ])('users add refuses %s', async (_, email, password, code) => {
    const before = await access.accounts.list();
    expect(await codeOf(run(addUser, { email, password, role: 'viewer' }))).toBe(code);
    expect(await access.accounts.list()).toEqual(before);
    if (password !== '') expect(said()).not.toContain(password);
  });

  it('users list: everybody, without a password or its hash', async () => {
    await run(listUsers);
    expect(lines[0]).toMatch(/made@a.example\s+\S+\s+admin\s+with a password\s+active\s+never/);
    expect(values).toMatchObject([[{ email: 'given@a.example' }, { email: 'made@a.example' }]]);
    expect(said()).not.toMatch(/argon2|hash/i);
  });

  it('the last admin is neither disabled nor made anything else, by no command', async () => {
    const who = 'made@a.example';
    const refused = [
      run(disableUser, who),
      run(changeRole, { who, role: 'viewer' }),
      run(resetUser, { email: who, role: 'engineer', password: 'another one altogether' }),
    ];
    for (const each of refused) expect(await codeOf(each)).toBe(EXIT.conflict);
    expect(await access.accounts.find(who)).toMatchObject({ role: 'admin', disabledAt: null });
  });

  it('users role: counts at once, and makes room for the admin before', async () => {
    await run(changeRole, { who: 'given@a.example', role: 'admin' });
    expect(await codeOf(run(changeRole, { who: 'made@a.example', role: 'engineer' }))).toBe(
      EXIT.ok,
    );
    expect((await recorded())[0]).toMatch(/^deskstream users role: user_\S+ role=engineer$/);
  });

  it('users disable and enable: by address or id', async () => {
    const made = await access.accounts.find('made@a.example');
    await run(disableUser, made?.id ?? '');
    expect(await access.accounts.find('made@a.example')).not.toMatchObject({ disabledAt: null });
    await run(listUsers);
    expect(lines.at(-1)).toContain('disabled');
    await run(enableUser, 'made@a.example');
    expect(await access.accounts.find('made@a.example')).toMatchObject({ disabledAt: null });
  });

  it('users reset: a new password, forgotten failures, and the account counts again', async () => {
    const email = 'made@a.example';
    const before = await access.accounts.passwordOf(email);
    await run(disableUser, email);
    await access.failures.attempt(`account ${email}`, {
      ...{ free: 1, firstDelayMs: 60_000, longestDelayMs: 60_000, forgetMs: 60_000 },
    });
    await run(resetUser, { email, password: 'another one altogether' });
    expect((await access.accounts.passwordOf(email))?.hash).not.toBe(before?.hash);
    expect(said()).not.toContain('another one altogether');
    const allowance = { free: 2, firstDelayMs: 1, longestDelayMs: 1, forgetMs: 60_000 };
    expect(await access.failures.attempt(`account ${email}`, allowance)).toBe(0);
  });

  it('nobody is found under a wrong name', async () => {
    const codes = await Promise.all(
      [
        run(disableUser, 'nobody@a.example'),
        run(enableUser, 'nobody@a.example'),
        run(changeRole, { who: 'nobody@a.example', role: 'admin' }),
        run(resetUser, { email: 'nobody@a.example' }),
        run(revokeToken, 'token_none'),
      ].map(codeOf),
    );
    expect(codes).toEqual(codes.map(() => EXIT.notFound));
  });

  it('an address that two accounts have needs the id; what the provider says is changed there', async () => {
    const far = await access.accounts.fromProvider({
      ...{ issuer: 'https://id.example', subject: '1', email: 'made@a.example', name: '' },
      role: 'viewer',
    });
    expect(await codeOf(run(disableUser, 'made@a.example'))).toBe(EXIT.usage);
    expect(await codeOf(run(changeRole, { who: far.id, role: 'admin' }))).toBe(EXIT.failed);
    expect(await codeOf(run(resetUser, { email: far.id }))).toBe(EXIT.failed);
    await run(disableUser, far.id);
    const [here] = await access.accounts.named('made@a.example');
    expect(here).toMatchObject({ signsIn: 'password', disabledAt: null });
  });

  it('tokens: the secret is told once, kept nowhere, and counts no more when it is revoked', async () => {
    await run(addToken, { name: 'nightly', role: 'viewer', days: 2 });
    const [{ id, secret }] = values as [{ id: string; secret: string }];
    expect(await access.recognise({ bearer: secret })).toMatchObject({ name: 'token nightly' });
    values = [];
    lines = [];
    await run(listTokens);
    expect(lines[0]).toMatch(/nightly\s+viewer\s+active/);
    await run(revokeToken, id);
    await run(listTokens);
    expect(lines.at(-1)).toContain('revoked');
    expect(said()).not.toContain(secret);
    expect((await recorded()).join(' ')).not.toContain(secret);
    expect(await access.recognise({ bearer: secret })).toBeNull();
  });

  it.each(['', '  ', 'n'.repeat(101)])('tokens add refuses the name %j', async (name) => {
    const before = await access.tokens.list();
    expect(await codeOf(run(addToken, { name, role: 'viewer', days: 1 }))).toBe(EXIT.usage);
    expect(await access.tokens.list()).toEqual(before);
  });

  it.each([
    'users',
    'users add',
    'users add ann@a.example --role boss',
    'users add ann@a.example --password secret',
    'users role ann@a.example',
    'users role ann@a.example boss',
    'users reset ann@a.example --role boss',
    'users disable',
    'users enable',
    'users forget ann@a.example',
    'tokens add',
    'tokens add nightly --role boss',
    'tokens add nightly --days 0',
    'tokens add nightly --days 731',
    'tokens add nightly --days soon',
    'tokens revoke',
  ])('"%s" is refused before anything is opened', async (words) => {
    const program = new Command('deskstream').exitOverride().configureOutput({
      writeErr: (text) => void lines.push(text),
      writeOut: (text) => void lines.push(text),
    });
    addAccessCommands(program, () => false);
    const error: unknown = await program
      .parseAsync(words.split(' '), { from: 'user' })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CommanderError);
    expect((error as CommanderError).exitCode).not.toBe(0);
    expect(lines.join('')).not.toBe('');
  });
});
