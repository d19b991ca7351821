import type { Principal, Role } from '../role';
import type { Tables } from './tables';
import { hashOf, newSecret } from './tables';

/** How long a browser stays signed in, in milliseconds. */
export interface SessionLife {
  readonly idleMs: number;
  readonly longestMs: number;
}

/** A use is written down at most this often. */
const NOTED_MS = 60_000;

export type BrowserSessions = ReturnType<typeof browserSessionsIn>;

export const browserSessionsIn = ({ pool, s, clock }: Tables, life: SessionLife) => ({
  /** The token, which nothing here keeps. */
  begin: async (accountId: string, address: string): Promise<string> => {
    const token = newSecret();
    const now = clock.now();
    await pool.query(`delete from ${s}.browser_session where expires_at <= $1`, [now]);
    await pool.query(
      `insert into ${s}.browser_session
         (token_hash, account_id, created_at, last_used_at, expires_at, address)
       values ($1, $2, $3, $3, $4, $5)`,
      [hashOf(token), accountId, now, now + life.longestMs, address],
    );
    return token;
  },

  /** With the role the account has now; `null`: ended, expired, idle for too long, or disabled. */
  recognise: async (token: string): Promise<Principal | null> => {
    const now = clock.now();
    const { rows } = await pool.query<{ id: string; email: string; role: Role; used: number }>(
      `select a.id, a.email, a.role, b.last_used_at::float8 as used
       from ${s}.browser_session b join ${s}.account a on a.id = b.account_id
       where b.token_hash = $1 and b.expires_at > $2 and b.last_used_at > $3
         and a.disabled_at is null`,
      [hashOf(token), now, now - life.idleMs],
    );
    const [found] = rows;
    if (found === undefined) return null;
    if (now - found.used >= NOTED_MS)
      await pool.query(`update ${s}.browser_session set last_used_at = $2 where token_hash = $1`, [
        hashOf(token),
        now,
      ]);
    return { kind: 'account', id: found.id, name: found.email, role: found.role };
  },

  end: async (token: string): Promise<void> => {
    await pool.query(`delete from ${s}.browser_session where token_hash = $1`, [hashOf(token)]);
  },
});
