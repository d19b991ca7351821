import { inTransaction } from '@deskstream/platform-postgres';
import type { Allowance, Failures } from '../lockout';
import { attempted, NO_FAILURES, succeeded } from '../lockout';
import type { Tables } from './tables';

export type SignInFailures = ReturnType<typeof signInFailuresIn>;

/** Shared by all replicas. */
export const signInFailuresIn = ({ pool, s, clock }: Tables) => {
  const change = <T>(
    subject: string,
    next: (before: Failures) => { readonly after: Failures; readonly told: T },
  ): Promise<T> =>
    inTransaction(pool, async (client) => {
      await client.query(
        `insert into ${s}.sign_in_failure (subject, count, last_at, blocked_until)
         values ($1, 0, 0, 0) on conflict do nothing`,
        [subject],
      );
      const { rows } = await client.query<Failures>(
        `select count, last_at::float8 as "lastAt", blocked_until::float8 as "blockedUntil"
         from ${s}.sign_in_failure where subject = $1 for update`,
        [subject],
      );
      const { after, told } = next(rows[0] ?? NO_FAILURES);
      await client.query(
        `update ${s}.sign_in_failure set count = $2, last_at = $3, blocked_until = $4
         where subject = $1`,
        [subject, after.count, after.lastAt, after.blockedUntil],
      );
      return told;
    });
  return {
    /** Counts an attempt; how long to wait (ms) before it may be made, 0: now. */
    attempt: (subject: string, allowance: Allowance): Promise<number> =>
      change(subject, (before) => {
        const { waitMs, after } = attempted(before, clock.now(), allowance);
        return { told: waitMs, after };
      }),

    forget: async (subject: string): Promise<void> => {
      await pool.query(`delete from ${s}.sign_in_failure where subject = $1`, [subject]);
    },

    /** It was no failure; those before it still count. */
    takeBack: (subject: string, allowance: Allowance): Promise<void> =>
      change(subject, (before) => ({ told: undefined, after: succeeded(before, allowance) })),

    /** Those that nobody waits for any more. */
    forgetOld: async ({ forgetMs }: Allowance): Promise<void> => {
      await pool.query(`delete from ${s}.sign_in_failure where last_at < $1`, [
        clock.now() - forgetMs,
      ]);
    },
  };
};
