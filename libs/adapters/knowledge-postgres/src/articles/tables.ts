import type { Pool } from '@deskstream/platform-postgres';

/** Where the tables are. */
export interface Tables {
  readonly pool: Pool;
  readonly schema: string;
}
