import type { Principal, Role } from '../role';
import type { Tables } from './tables';
import { hashOf, newSecret } from './tables';

/** How long a browser stays signed in, in milliseconds. */
export interface SessionLife {
  readonly idleMs: number;
  readonly longestMs: number;
}

/** How somebody proved who they are. */
export type Proof =
  /** The hash that the password fitted: if it is another one meanwhile, nothing begins. */
  | { readonly hash: string }
  /** What the identity provider gave; it wants it back at sign-out. */
  | { readonly idToken: string };

/** A use is written down at most this often. */
const NOTED_MS = 60_000;

export type BrowserSessions = ReturnType<typeof browserSessionsIn>;

export const browserSessionsIn = ({ pool, s, clock }: Tables, life: SessionLife) => ({
  /** The token, which nothing here keeps; `null`: disabled, or the password is another one, since it was proven. */
  begin: async (accountId: string, address: string, proof: Proof): Promise<string | null> => {
    const token = newSecret();
    const now = clock.now();
    const { rowCount } = await pool.query(
      `insert into ${s}.browser_session
         (token_hash, account_id, created_at, last_used_at, expires_at, address, id_token)
       select $1::bytea, id, $3::bigint, $3, $4::bigint, $5::text, $6::text from ${s}.account
       where id = $2 and disabled_at is null and ($7::text is null or password_hash = $7)
       for share`,
      [hashOf(token), accountId, now, now + life.longestMs, address, ...valuesOf(proof)],
    );
    return rowCount === 1 ? token : null;
  },

  /**
   * With the role the account has now; `null`: ended, expired, idle for too long, or disabled.
   * `used`: somebody clicked, so that it is not idle.
   */
  recognise: async (
    token: string,
    { used }: { readonly used: boolean } = { used: true },
  ): Promise<Principal | null> => {
    const now = clock.now();
    const { rows } = await pool.query<{ id: string; email: string; role: Role; usedAt: number }>(
      `select a.id, a.email, a.role, b.last_used_at::float8 as "usedAt"
       from ${s}.browser_session b join ${s}.account a on a.id = b.account_id
       where b.token_hash = $1 and b.expires_at > $2 and b.last_used_at > $3
         and a.disabled_at is null`,
      [hashOf(token), now, now - life.idleMs],
    );
    const [found] = rows;
    if (found === undefined) return null;
    if (used && now - found.usedAt >= NOTED_MS)
      await pool.query(`update ${s}.browser_session set last_used_at = $2 where token_hash = $1`, [
        hashOf(token),
        now,
      ]);
    return { kind: 'account', id: found.id, name: found.email, role: found.role };
  },

  /** What the identity provider gave when it began; `null`: it began with a password, or never. */
  end: async (token: string): Promise<string | null> => {
    const { rows } = await pool.query<{ idToken: string | null }>(
      `delete from ${s}.browser_session where token_hash = $1 returning id_token as "idToken"`,
      [hashOf(token)],
    );
    return rows[0]?.idToken ?? null;
  },

  forgetOld: async (): Promise<void> => {
    const now = clock.now();
    await pool.query(
      `delete from ${s}.browser_session where expires_at <= $1 or last_used_at <= $2`,
      [now, now - life.idleMs],
    );
  },
});

const valuesOf = (proof: Proof): readonly [idToken: string | null, hash: string | null] =>
  'hash' in proof ? [null, proof.hash] : [proof.idToken, null];
