import type { Principal, Role } from '../role';
import type { Tables } from './tables';
import { hashOf, newId, newSecret } from './tables';

/** A program's key to the API. Times in milliseconds since the epoch. */
export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly expiresAt: number;
  readonly revokedAt: number | null;
  readonly lastUsedAt: number | null;
}

export interface NewApiToken {
  readonly name: string;
  readonly role: Role;
  readonly days: number;
  readonly by: string;
}

const PREFIX = 'dst_';
const DAY = 86_400_000;
/** A use is written down at most this often. */
const NOTED_MS = 60_000;

const COLUMNS = `id, name, role, created_at::float8 as "createdAt", created_by as "createdBy",
  expires_at::float8 as "expiresAt", revoked_at::float8 as "revokedAt",
  last_used_at::float8 as "lastUsedAt"`;

export const LONGEST_DAYS = 730;

export type ApiTokens = ReturnType<typeof apiTokensIn>;

export const apiTokensIn = ({ pool, s, clock }: Tables) => ({
  list: async (): Promise<readonly ApiToken[]> =>
    (await pool.query<ApiToken>(`select ${COLUMNS} from ${s}.api_token order by created_at desc`))
      .rows,

  /** `secret` is told this once. */
  add: async ({
    name,
    role,
    days,
    by,
  }: NewApiToken): Promise<{ readonly token: ApiToken; readonly secret: string }> => {
    const secret = `${PREFIX}${newSecret()}`;
    const now = clock.now();
    const { rows } = await pool.query<ApiToken>(
      `insert into ${s}.api_token (id, name, role, secret_hash, created_at, created_by, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7) returning ${COLUMNS}`,
      [newId('token'), name, role, hashOf(secret), now, by, now + days * DAY],
    );
    return { token: rows[0] as ApiToken, secret };
  },

  /** `false`: there is none with this id. */
  revoke: async (id: string): Promise<boolean> => {
    const { rowCount } = await pool.query(
      `update ${s}.api_token set revoked_at = coalesce(revoked_at, $2) where id = $1`,
      [id, clock.now()],
    );
    return (rowCount ?? 0) > 0;
  },

  /** `used`: for a request, and not to see whether it still counts. */
  recognise: async (
    secret: string,
    { used }: { readonly used: boolean } = { used: true },
  ): Promise<Principal | null> => {
    if (!secret.startsWith(PREFIX)) return null;
    const now = clock.now();
    const { rows } = await pool.query<{ id: string; name: string; role: Role; usedAt: number }>(
      `select id, name, role, coalesce(last_used_at, 0)::float8 as "usedAt" from ${s}.api_token
       where secret_hash = $1 and revoked_at is null and expires_at > $2`,
      [hashOf(secret), now],
    );
    const [found] = rows;
    if (found === undefined) return null;
    if (used && now - found.usedAt >= NOTED_MS)
      await pool.query(`update ${s}.api_token set last_used_at = $2 where id = $1`, [
        found.id,
        now,
      ]);
    return { kind: 'token', id: found.id, name: `token ${found.name}`, role: found.role };
  },
});
