import type { Role } from '../role';
import { hashOfPassword } from '../passwords';
import { inTransaction } from '@deskstream/platform-postgres';
import type { PoolClient } from '@deskstream/platform-postgres';
import type { Tables } from './tables';
import { newId } from './tables';

/** One person. Times in milliseconds since the epoch. */
export interface Account {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** Where the account comes from: a password here, or the identity provider. */
  readonly signsIn: 'password' | 'provider';
  readonly disabledAt: number | null;
  readonly createdAt: number;
  readonly lastSignInAt: number | null;
}

export interface NewAccount {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly password: string;
}

/** What the identity provider says of somebody. */
export interface Provided {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
}

const COLUMNS = `id, email, name, role,
  case when issuer is null then 'password' else 'provider' end as "signsIn",
  disabled_at::float8 as "disabledAt", created_at::float8 as "createdAt",
  last_sign_in_at::float8 as "lastSignInAt"`;

export type Accounts = ReturnType<typeof accountsIn>;

export const emailOf = (text: string): string => text.trim().toLowerCase();

/** `issuer`: whose accounts can sign in here beside those with a password; `null`: nobody's. */
export const accountsIn = ({ pool, s, clock }: Tables, issuer: string | null) => ({
  list: async (): Promise<readonly Account[]> =>
    (await pool.query<Account>(`select ${COLUMNS} from ${s}.account order by email, id`)).rows,

  /** By id or e-mail address. */
  find: async (who: string): Promise<Account | null> => {
    const { rows } = await pool.query<Account>(
      `select ${COLUMNS} from ${s}.account where id = $1 or email = $2 order by issuer nulls first limit 1`,
      [who, emailOf(who)],
    );
    return rows[0] ?? null;
  },

  /** Everybody with this id or e-mail address: one with a password, and those of the provider. */
  named: async (who: string): Promise<readonly Account[]> =>
    (
      await pool.query<Account>(
        `select ${COLUMNS} from ${s}.account where id = $1 or email = $2 order by issuer nulls first, id`,
        [who, emailOf(who)],
      )
    ).rows,

  /** `null`: the address has a password here already. */
  add: async ({ email, name, role, password }: NewAccount): Promise<Account | null> => {
    const { rows } = await pool.query<Account>(
      `insert into ${s}.account (id, email, name, role, password_hash, created_at)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (email) where issuer is null do nothing returning ${COLUMNS}`,
      [newId('user'), emailOf(email), name, role, await hashOfPassword(password), clock.now()],
    );
    return rows[0] ?? null;
  },

  /** Name and role are the provider's to change; whether it is disabled is ours. */
  fromProvider: async ({ issuer, subject, email, name, role }: Provided): Promise<Account> => {
    const { rows } = await pool.query<Account>(
      `insert into ${s}.account (id, email, name, role, issuer, subject, created_at)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (issuer, subject) where issuer is not null
       do update set email = excluded.email, name = excluded.name, role = excluded.role
       returning ${COLUMNS}`,
      [newId('user'), emailOf(email), name, role, issuer, subject, clock.now()],
    );
    return rows[0] as Account;
  },

  /** Also ends its sessions when it is disabled. Nothing is changed when nobody could administer then. */
  change: (id: string, { role, disabled }: Change): Promise<'changed' | 'last-admin'> =>
    inTransaction(pool, async (client) => {
      // Locked: of two changes at a time the second sees what the first left.
      const { rows: admins } = await client.query<{ id: string; canSignIn: boolean }>(
        `select id, (issuer is null or issuer = $1) as "canSignIn" from ${s}.account
         where role = 'admin' and disabled_at is null order by id for update`,
        [issuer],
      );
      if (leavesNoAdmin(admins, id, { role, disabled })) return 'last-admin';
      await client.query(
        `update ${s}.account set role = coalesce($2, role),
           disabled_at = case when $3::boolean is null then disabled_at
             when $3 then coalesce(disabled_at, $4) end
         where id = $1`,
        [id, role ?? null, disabled ?? null, clock.now()],
      );
      if (disabled === true) await forgetBrowsers(client, s, id);
      return 'changed';
    }),

  /** Ends its sessions, too. */
  setPassword: async (id: string, password: string): Promise<void> => {
    const hashed = await hashOfPassword(password);
    await inTransaction(pool, async (client) => {
      await client.query(`update ${s}.account set password_hash = $2 where id = $1`, [id, hashed]);
      await forgetBrowsers(client, s, id);
    });
  },

  passwordOf: async (
    email: string,
  ): Promise<{ readonly id: string; readonly hash: string | null } | null> => {
    const { rows } = await pool.query<{ id: string; hash: string | null }>(
      `select id, password_hash as hash from ${s}.account
       where email = $1 and issuer is null and disabled_at is null`,
      [emailOf(email)],
    );
    return rows[0] ?? null;
  },

  signedIn: async (id: string): Promise<void> => {
    await pool.query(`update ${s}.account set last_sign_in_at = $2 where id = $1`, [
      id,
      clock.now(),
    ]);
  },
});

interface Change {
  readonly role?: Role | undefined;
  readonly disabled?: boolean | undefined;
}

const leavesNoAdmin = (
  admins: readonly { readonly id: string; readonly canSignIn: boolean }[],
  id: string,
  { role = 'admin', disabled = false }: Change,
): boolean =>
  (disabled || role !== 'admin') &&
  admins.some((each) => each.id === id) &&
  !admins.some((each) => each.id !== id && each.canSignIn);

/** Its sessions end, and no browser is known any more. */
const forgetBrowsers = async (client: PoolClient, s: string, id: string): Promise<void> => {
  for (const table of ['browser_session', 'known_browser'])
    await client.query(`delete from ${s}.${table} where account_id = $1`, [id]);
};
