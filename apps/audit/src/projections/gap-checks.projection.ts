import { decodeGapRecord, TOPICS } from '@deskstream/contracts';
import type { Projection } from './projection';
import { storable } from './storable';

/** The last comparison of each connection with its help desk. */
export const gapChecks: Projection = {
  name: 'gap-checks',
  topic: TOPICS.gapChecks,
  apply: async (manager, batch) => {
    for (const record of batch) {
      const decoded = decodeGapRecord(record);
      if (!decoded.ok || decoded.value.type !== 'GapCheckFinished') continue;
      const { workspace, vendor, at, data } = decoded.value;
      await manager.query(
        `insert into connection_gap_check as c (workspace, vendor, at, data)
         values ($1, $2, $3, $4)
         on conflict (workspace, vendor) do update set at = excluded.at, data = excluded.data
         where excluded.at >= c.at`,
        storable([workspace, vendor, at, JSON.stringify(data)]),
      );
    }
  },
  reset: async (manager) => {
    await manager.query('truncate connection_gap_check');
  },
};
