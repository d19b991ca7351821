import type { TestDatabase } from '@deskstream/testing-harness';
import { testDatabase } from '@deskstream/testing-harness';
import { hasCode, noLogger, systemClock } from '@deskstream/kernel';
import type { Access } from './access';
import { openAccess } from './access';
import { addFirstAdmin } from './first-admin';
import { begin, prove, signIn } from './sign-in';
import type { Account } from './stores/accounts';
import type { Act } from './stores/acts';

const PASSWORD = 'correct horse battery';
const MINUTE = 60_000;

describe('accounts and what they are signed in with', () => {
  let database: TestDatabase;
  let access: Access;
  let aheadMs = 0;

  beforeAll(async () => {
    database = await testDatabase();
    access = await openAccess({
      databaseUrl: database.url,
      schema: `${database.schema}_access`,
      clock: { ...systemClock, now: () => systemClock.now() + aheadMs },
      mode: 'accounts',
      idleMs: 10 * MINUTE,
      longestMs: 60 * MINUTE,
    });
  });

  afterAll(async () => {
    await access.close();
    await database.drop();
  });

  const asked = (email: string, password = PASSWORD) => ({ email, password, address: '192.0.2.1' });

  const tokenOf = async (email: string): Promise<string> => {
    const signedIn = await signIn(access, asked(email));
    return signedIn.kind === 'in' ? signedIn.token : signedIn.kind;
  };

  const account = async (email: string, role: 'viewer' | 'admin' = 'viewer'): Promise<Account> => {
    const added = await access.accounts.add({ email, name: '', role, password: PASSWORD });
    if (added === null) throw new Error(`${email} is there already`);
    return added;
  };

  describe('the first admin', () => {
    const first = (email?: string, password?: string) =>
      addFirstAdmin(access, { email, password }, noLogger);

    it.each([
      ['only an address', 'first@a.example', undefined],
      ['only a password', undefined, PASSWORD],
      ['no e-mail address', 'first', PASSWORD],
      ['a password that is guessed first', 'first@a.example', 'passwordpassword'],
    ])('is refused with %s, and says so', async (_, email, password) => {
      const error: unknown = await first(email, password).catch((thrown: unknown) => thrown);
      expect(hasCode(error, 'CONFIG.FIRST_ADMIN')).toBe(true);
      expect(String(error)).not.toContain(PASSWORD);
    });

    it('is one, however many replicas start at once, and never a second time', async () => {
      expect(await first()).toBe('nobody');
      await Promise.all([1, 2, 3].map(() => first('first@a.example', PASSWORD)));
      expect(await access.accounts.list()).toMatchObject([
        { email: 'first@a.example', role: 'admin', signsIn: 'password' },
      ]);
      expect(await first('second@a.example', PASSWORD)).toBe('there-are-accounts');
      expect(await first('second@a.example')).toBe('there-are-accounts');
      expect(await access.accounts.find('second@a.example')).toBeNull();
    });

    it('cannot be taken away while nobody else could administer, also by two at once', async () => {
      const { id } = (await access.accounts.find('first@a.example')) as Account;
      expect(await access.accounts.change(id, { disabled: true })).toBe('last-admin');
      expect(await access.accounts.change(id, { role: 'viewer' })).toBe('last-admin');
      await access.accounts.fromProvider({
        ...{ issuer: 'https://id.example', subject: '1', email: 'far@a.example', name: '' },
        role: 'admin',
      });
      expect(await access.accounts.change(id, { disabled: true })).toBe('last-admin');
      const second = await account('second@a.example', 'admin');
      const both = await Promise.all(
        [id, second.id].map((each) => access.accounts.change(each, { role: 'engineer' })),
      );
      expect([...both].sort()).toEqual(['changed', 'last-admin']);
    });
  });

  it('nothing begins with a password that was changed while it was looked at', async () => {
    const { id, email } = await account('slow@a.example');
    const proven = await prove(access, asked(email));
    if (proven.kind !== 'is') throw new Error(proven.kind);
    await access.accounts.setPassword(id, 'another one altogether');
    expect(await begin(access, asked(email), { id, proof: { hash: proven.hash } })).toBeNull();
    expect(await tokenOf(email)).toBe('wrong');
  });

  it('a new password ends every session, and no browser is known any more', async () => {
    const { id, email } = await account('many@a.example');
    const first = await signIn(access, asked(email));
    const second = await tokenOf(email);
    const browser = first.kind === 'in' ? (first.browser ?? '') : '';
    expect(await access.browsers.subjectOf(browser, email)).not.toBeNull();
    await access.accounts.setPassword(id, 'another one altogether');
    expect(await access.recognise({ cookie: second })).toBeNull();
    expect(await access.browsers.subjectOf(browser, email)).toBeNull();
  });

  it('an account that was disabled and enabled again has to sign in anew', async () => {
    const { id, email } = await account('away@a.example');
    const token = await tokenOf(email);
    await access.accounts.change(id, { disabled: true });
    expect(await tokenOf(email)).toBe('wrong');
    await access.accounts.change(id, { disabled: false });
    expect(await access.recognise({ cookie: token })).toBeNull();
  });

  it('a session is idle where a live view only looks whether it still holds', async () => {
    const { email } = await account('idle@a.example');
    const [watched, clicked] = [await tokenOf(email), await tokenOf(email)];
    for (let minute = 0; minute < 12; minute += 4) {
      aheadMs += 4 * MINUTE;
      await access.recognise({ cookie: watched }, { used: false });
      await access.recognise({ cookie: clicked });
    }
    expect(await access.recognise({ cookie: watched })).toBeNull();
    expect(await access.recognise({ cookie: clicked })).toMatchObject({ name: email });
  });

  it('what many look at at once is written once, and before any of them sees it', async () => {
    const look: Act = {
      ...{ kind: 'account', principal: 'user_1', name: 'a', role: 'engineer' },
      ...{ route: 'GET /sessions/:key/events', about: 'acme/intercom/c1', reason: '' },
      ...{ address: '192.0.2.1', outcome: 'allowed' },
    };
    const written = async () => (await access.acts.list({ about: look.about, limit: 100 })).length;
    const seen = await Promise.all(
      Array.from({ length: 10 }, async () => {
        await access.acts.recordLook(look);
        return written();
      }),
    );
    expect(seen).toEqual(Array.from({ length: 10 }, () => 1));
    await access.acts.recordLook({ ...look, name: 'b', principal: 'user_2' });
    aheadMs += 5 * MINUTE;
    await access.acts.recordLook(look);
    expect(await written()).toBe(3);
    await access.acts.recordLook({ ...look, route: 'GET …/bundle', reason: 'ticket 42' });
    await access.acts.recordLook({ ...look, route: 'GET …/bundle', reason: 'ticket 43' });
    const done = await access.acts.list({ about: look.about, only: 'acts', limit: 100 });
    expect(done.map(({ reason }) => reason)).toEqual(['ticket 43', 'ticket 42']);
  });
});
