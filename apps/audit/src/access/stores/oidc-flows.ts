import type { Tables } from './tables';
import { hashOf } from './tables';

/** A sign-in under way at the identity provider. */
export interface OidcFlow {
  readonly nonce: string;
  readonly verifier: string;
  readonly returnTo: string;
}

const WITHIN_MS = 600_000;

export type OidcFlows = ReturnType<typeof oidcFlowsIn>;

export const oidcFlowsIn = ({ pool, s, clock }: Tables) => ({
  begin: async (state: string, { nonce, verifier, returnTo }: OidcFlow): Promise<void> => {
    await pool.query(
      `insert into ${s}.oidc_flow (state_hash, nonce, verifier, return_to, expires_at)
       values ($1, $2, $3, $4, $5)`,
      [hashOf(state), nonce, verifier, returnTo, clock.now() + WITHIN_MS],
    );
  },

  /** Once; `null`: never begun here, used, or too long ago. */
  take: async (state: string): Promise<OidcFlow | null> => {
    const { rows } = await pool.query<OidcFlow>(
      `delete from ${s}.oidc_flow where state_hash = $1 and expires_at > $2
       returning nonce, verifier, return_to as "returnTo"`,
      [hashOf(state), clock.now()],
    );
    return rows[0] ?? null;
  },

  forgetOld: async (): Promise<void> => {
    await pool.query(`delete from ${s}.oidc_flow where expires_at <= $1`, [clock.now()]);
  },
});
