import type { Tables } from './tables';

/** One thing that somebody viewed or did. */
export interface Act {
  readonly kind: 'account' | 'token' | 'open' | 'command' | 'nobody';
  /** Id of the account or token. */
  readonly principal: string;
  readonly name: string;
  readonly role: string;
  /** As in `POST /dead-letters/redrive`. */
  readonly route: string;
  /** The session, delivery, workspace … that it is about. */
  readonly about: string;
  readonly reason: string;
  readonly address: string;
  readonly outcome: 'allowed' | 'refused';
}

export interface RecordedAct extends Act {
  readonly id: string;
  readonly at: number;
}

export interface ActsQuery {
  /** A part of a name. */
  readonly who?: string;
  readonly about?: string;
  /** Only what changed something, was done for a reason, or was refused. */
  readonly only?: 'acts';
  /** Those before this one. */
  readonly before?: string;
  readonly limit: number;
}

/** Ends the route of what only told what it would do. */
export const DRY_RUN = ' (dry run)';

const COLUMNS = `id::text, at::float8 as at, kind, principal, name, role, route, about, reason,
  address, outcome`;
/** Looking again within this time is the same look. */
const SAME_LOOK_MS = 300_000;
const MOST_LOOKS = 10_000;
const KEPT_MS = 400 * 86_400_000;

export type Acts = ReturnType<typeof actsIn>;

export const actsIn = ({ pool, s, clock }: Tables) => {
  /** When this process last wrote a look down. */
  const looks = new Map<string, { readonly at: number; readonly written: Promise<void> }>();
  const insert = async (act: Act): Promise<void> => {
    await pool.query(
      `insert into ${s}.act (at, kind, principal, name, role, route, about, reason, address, outcome)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      valuesOf(act, clock.now()),
    );
  };
  return {
    record: insert,

    /** Once when the same is looked at again just now; is written when it resolves. */
    recordLook: (act: Act): Promise<void> => {
      const { principal, name, route, about, outcome, reason } = act;
      const look = [principal, name, route, about, outcome, reason].join('\n');
      const now = clock.now();
      const known = looks.get(look);
      if (known !== undefined && now - known.at < SAME_LOOK_MS) return known.written;
      if (looks.size >= MOST_LOOKS) looks.clear();
      const written = insert(act);
      looks.set(look, { at: now, written });
      written.catch(() => looks.delete(look));
      return written;
    },

    list: async ({
      who,
      about,
      only,
      before,
      limit,
    }: ActsQuery): Promise<readonly RecordedAct[]> => {
      const { rows } = await pool.query<RecordedAct>(
        `select ${COLUMNS} from ${s}.act
       where ($1::text is null or strpos(lower(name), lower($1)) > 0)
         and ($2::text is null or strpos(about, $2) > 0)
         and ($3::text is null or outcome = 'refused'
              or (route not like '%${DRY_RUN}' and (route not like 'GET %' or reason <> '')))
         and ($4::bigint is null or id < $4)
       order by act.id desc limit $5`,
        [who ?? null, about ?? null, only ?? null, before ?? null, limit],
      );
      return rows;
    },

    forgetOld: async (): Promise<void> => {
      await pool.query(`delete from ${s}.act where at < $1`, [clock.now() - KEPT_MS]);
    },
  };
};

const valuesOf = (act: Act, at: number): (string | number)[] => [
  at,
  act.kind,
  act.principal,
  act.name,
  act.role,
  act.route,
  storable(act.about, 500),
  storable(act.reason, 1_000),
  act.address,
  act.outcome,
];

const storable = (text: string, longest: number): string =>
  text.replaceAll('\u0000', '').slice(0, longest);
