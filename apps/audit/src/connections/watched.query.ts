import type { GapCheckFinished } from '@deskstream/contracts';
import { partitionKey } from '@deskstream/kernel';
import type { ConnectionName } from '@deskstream/platform-settings';
import type { DataSource } from 'typeorm';
import type { Light } from './light';

/** How fast we answer, what came twice, and what the gap finder found. Times in milliseconds. */
export interface WatchedConnection {
  /** Of the last day; `null`: nothing was accepted. Beyond 500 ms is slow, beyond 5 s the vendor gives up (S010). */
  readonly acknowledgement: {
    readonly count: number;
    readonly averageMs: number;
    readonly maxMs: number;
    readonly slow: number;
    readonly late: number;
    readonly light: Light;
  } | null;
  /** Deliveries of the last seven days that told of nothing new, and were dropped. */
  readonly duplicates: number;
  /** `null`: never compared. */
  readonly gapCheck:
    | (Pick<
        GapCheckFinished,
        'result' | 'suspected' | 'compared' | 'listed' | 'because' | 'reason' | 'detail'
      > & {
        readonly at: number;
        readonly light: Light;
      })
    | null;
}

const DAY = 86_400_000;

export const readWatched = async (
  dataSource: DataSource,
  name: ConnectionName,
  now: number,
): Promise<WatchedConnection> => {
  const [acknowledgement, duplicates, gapCheck] = await Promise.all([
    readAcknowledgement(dataSource, name, now - DAY),
    readDuplicates(dataSource, name, now - 7 * DAY),
    readGapCheck(dataSource, name),
  ]);
  return { acknowledgement, duplicates, gapCheck };
};

interface Acknowledged {
  readonly count: number;
  readonly slow: number;
  readonly late: number;
  readonly totalMs: number;
  readonly maxMs: number;
}

const readAcknowledgement = async (
  dataSource: DataSource,
  { workspace, vendor }: ConnectionName,
  since: number,
): Promise<WatchedConnection['acknowledgement']> => {
  const [row] = await dataSource.query<Acknowledged[]>(
    `select coalesce(sum(count), 0)::float8 as count, coalesce(sum(slow), 0)::float8 as slow,
       coalesce(sum(late), 0)::float8 as late, coalesce(sum(total_ms), 0)::float8 as "totalMs",
       coalesce(max(max_ms), 0)::float8 as "maxMs"
     from connection_acknowledgement where workspace = $1 and vendor = $2 and at >= $3`,
    [workspace, vendor, since],
  );
  if (row === undefined || row.count === 0) return null;
  const { count, slow, late, totalMs, maxMs } = row;
  const light = late > 0 ? 'failed' : slow * 100 > count ? 'warning' : 'ok';
  return { count, slow, late, maxMs, averageMs: Math.round(totalMs / count), light };
};

const readDuplicates = async (
  dataSource: DataSource,
  { workspace, vendor }: ConnectionName,
  since: number,
): Promise<number> => {
  const prefix = partitionKey({ workspace, vendor, conversation: '' });
  const [row] = await dataSource.query<{ count: number }[]>(
    `select count(*)::int as count from delivery_input i join delivery d on d.id = i.delivery_id
     where i.type = 'DeliverySuppressed' and i.at >= $2 and starts_with(d.key, $1)`,
    [prefix, since],
  );
  return row?.count ?? 0;
};

const LIGHTS = { complete: 'ok', partial: 'warning', unreadable: 'failed' } as const;

const readGapCheck = async (
  dataSource: DataSource,
  { workspace, vendor }: ConnectionName,
): Promise<WatchedConnection['gapCheck']> => {
  const [row] = await dataSource.query<{ at: number; data: GapCheckFinished }[]>(
    `select at::float8 as at, data from connection_gap_check where workspace = $1 and vendor = $2`,
    [workspace, vendor],
  );
  if (row === undefined) return null;
  const { result, suspected, compared, listed, because, reason, detail } = row.data;
  return {
    ...{ at: row.at, result, suspected, compared, listed, because, light: LIGHTS[result] },
    ...(reason === undefined ? {} : { reason }),
    ...(detail === undefined ? {} : { detail }),
  };
};
