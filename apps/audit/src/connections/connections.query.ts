import type { ConnectionVerified } from '@deskstream/contracts';
import type { ConnectionName } from '@deskstream/platform-settings';
import type { DataSource } from 'typeorm';

/** One look at a connection, as the log holds it. */
export interface VerificationRow extends ConnectionVerified {
  readonly at: number;
  /** Given by who asked; empty: none. */
  readonly reason: string;
}

export interface TopicRow {
  readonly vendorTopic: string;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly deliveries: number;
  readonly address: string | null;
}

/** Refusals of one code, added up. */
export interface RefusalRow {
  readonly code: string;
  readonly status: number;
  readonly count: number;
  readonly lastAt: number;
  readonly address: string;
  readonly vendorTopic: string | null;
}

/** What the projections hold of one connection. */
export interface ConnectionFacts {
  readonly topics: readonly TopicRow[];
  readonly refusals: readonly RefusalRow[];
  /** Refused requests since the last delivery that was accepted; `recent` of them within the window. */
  readonly errors: { readonly since: number | null; readonly recent: number };
  readonly verification: VerificationRow | null;
}

export const readConnectionFacts = async (
  dataSource: DataSource,
  name: ConnectionName,
  spans: { readonly refusedSince: number; readonly errorsSince: number },
): Promise<ConnectionFacts> => {
  const [topics, refusals, errors, [verification = null]] = await Promise.all([
    readTopics(dataSource, name),
    readRefusals(dataSource, name, spans.refusedSince),
    readErrors(dataSource, name, spans.errorsSince),
    readVerifications(dataSource, name, 1),
  ]);
  return { topics, refusals, errors, verification };
};

/** The latest first. */
export const readVerifications = (
  dataSource: DataSource,
  { workspace, vendor }: ConnectionName,
  limit: number,
): Promise<VerificationRow[]> =>
  dataSource.query(
    `select at::float8 as at, settings_version as "settingsVersion",
       requested_by as "requestedBy", reason, checks
     from connection_verification where workspace = $1 and vendor = $2
     order by at desc, id limit $3`,
    [workspace, vendor, limit],
  );

const readTopics = (
  dataSource: DataSource,
  { workspace, vendor }: ConnectionName,
): Promise<TopicRow[]> =>
  dataSource.query(
    `select vendor_topic as "vendorTopic", first_at::float8 as "firstAt", last_at::float8 as "lastAt",
       deliveries::float8 as deliveries, address
     from connection_topic where workspace = $1 and vendor = $2 order by vendor_topic`,
    [workspace, vendor],
  );

const readRefusals = (
  dataSource: DataSource,
  { workspace, vendor }: ConnectionName,
  since: number,
): Promise<RefusalRow[]> =>
  dataSource.query(
    `select code, max(status) as status, sum(count)::float8 as count, max(at)::float8 as "lastAt",
       (array_agg(address order by at desc))[1] as address, vendor_topic as "vendorTopic"
     from connection_refusal where workspace = $1 and vendor = $2 and at >= $3
     group by code, vendor_topic order by code, vendor_topic`,
    [workspace, vendor, since],
  );

/** The vendor counts errors in a row: a delivery that was accepted starts the count again. */
const readErrors = async (
  dataSource: DataSource,
  { workspace, vendor }: ConnectionName,
  windowStart: number,
): Promise<ConnectionFacts['errors']> => {
  const [row] = await dataSource.query<{ since: number | null; recent: number }[]>(
    `select min(since)::float8 as since,
       coalesce(sum(count) filter (where at >= $3), 0)::float8 as recent
     from connection_refusal
     where workspace = $1 and vendor = $2 and status >= 400
       and at > coalesce((select max(last_at) from connection_topic
                          where workspace = $1 and vendor = $2), 0)`,
    [workspace, vendor, windowStart],
  );
  return row ?? { since: null, recent: 0 };
};
