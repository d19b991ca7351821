import type { ConnectionName } from '@deskstream/platform-settings';
import type { VendorConnection } from '@deskstream/port-vendor';
import type { AuditParts } from '../audit';
import type { VerificationRow } from './connections.query';
import { readVerifications } from './connections.query';
import { unknownConnection } from './verify-connection';
import type { WatchedConnection } from './watched.query';
import { readWatched } from './watched.query';

/** What would be read at a help desk; nothing is written there. */
interface ForeseenReads extends ConnectionName {
  /** Address of the help desk's API. */
  readonly apiBaseUrl: string;
  /** As in `GET /me`; empty: the adapter does not tell. */
  readonly calls: readonly string[];
}

export interface ForeseenVerification extends ForeseenReads {
  /** `null`: it was never verified. */
  readonly last: VerificationRow | null;
}

export interface ForeseenGapCheck extends ForeseenReads {
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** `null`: never compared. */
  readonly last: WatchedConnection['gapCheck'];
}

type Parts = Pick<AuditParts, 'settings' | 'verifications' | 'dataSource' | 'clock'>;

/** What *Verify* would read, and what the last one found. Rejects with `CONNECTION.UNKNOWN`. */
export const foreseeVerification = async (
  parts: Parts,
  { workspace, vendor }: ConnectionName,
): Promise<ForeseenVerification> => {
  const connection = parts.settings.connection(workspace, vendor);
  if (connection === null) throw unknownConnection(workspace, vendor);
  const [last = null] = await readVerifications(parts.dataSource, { workspace, vendor }, 1);
  return { ...readsOf(parts, connection, 'verify'), last };
};

/** What a look for missed messages would read of one connection, and what the last one found. */
export const foreseeGapCheck = async (
  parts: Parts,
  connection: VendorConnection,
  since: number,
): Promise<ForeseenGapCheck> => {
  const { gapCheck: last } = await readWatched(parts.dataSource, connection, parts.clock.now());
  return { ...readsOf(parts, connection, 'compare'), since, last };
};

const readsOf = (
  { verifications }: Pick<Parts, 'verifications'>,
  connection: VendorConnection,
  act: 'verify' | 'compare',
): ForeseenReads => {
  const { workspace, vendor, apiBaseUrl } = connection;
  const told = verifications.find((each) => each.vendor === vendor)?.calls?.(connection);
  return { workspace, vendor, apiBaseUrl, calls: told?.[act] ?? [] };
};
