import type { Tables } from './tables';
import { hashOf, newSecret } from './tables';

const KEPT_MS = 180 * 86_400_000;

export type KnownBrowsers = ReturnType<typeof knownBrowsersIn>;

/**
 * Browsers in which somebody signed in before: their attempts are counted apart, so that whoever
 * guesses at an account elsewhere does not make its owner wait (OWASP: device cookies).
 */
export const knownBrowsersIn = ({ pool, s, clock }: Tables) => ({
  /** The token, which nothing here keeps. */
  add: async (accountId: string): Promise<string> => {
    const token = newSecret();
    await pool.query(
      `insert into ${s}.known_browser (token_hash, account_id, last_used_at) values ($1, $2, $3)`,
      [hashOf(token), accountId, clock.now()],
    );
    return token;
  },

  /** What its attempts are counted under; `null`: nobody signed in to this account with it. */
  subjectOf: async (token: string, email: string): Promise<string | null> => {
    const { rowCount } = await pool.query(
      `update ${s}.known_browser b set last_used_at = $3
       from ${s}.account a
       where b.token_hash = $1 and a.id = b.account_id and a.email = $2 and a.issuer is null
         and b.last_used_at > $4`,
      [hashOf(token), email, clock.now(), clock.now() - KEPT_MS],
    );
    return rowCount === 1 ? `browser ${hashOf(token).toString('base64url')}` : null;
  },

  forgetOld: async (): Promise<void> => {
    await pool.query(`delete from ${s}.known_browser where last_used_at < $1`, [
      clock.now() - KEPT_MS,
    ]);
  },
});
