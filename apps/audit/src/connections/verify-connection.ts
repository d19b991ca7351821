import type { ConnectionRecord } from '@deskstream/contracts';
import { encodeConnectionRecord } from '@deskstream/contracts';
import type { Clock } from '@deskstream/kernel';
import { InfraError, messageOf } from '@deskstream/kernel';
import type { ConnectionName, RunningSettings } from '@deskstream/platform-settings';
import type { EventLog } from '@deskstream/port-event-log';
import type {
  ConnectionCheck,
  VendorConnection,
  VendorVerification,
} from '@deskstream/port-vendor';

export interface VerifyDeps {
  readonly log: Pick<EventLog, 'publish'>;
  readonly clock: Clock;
  readonly settings: Pick<RunningSettings, 'current' | 'connection' | 'all'>;
  readonly verifications: readonly VendorVerification[];
}

export type Verified = Extract<ConnectionRecord, { readonly type: 'ConnectionVerified' }>;

/** Longest time that the checks of one connection may take. */
const WITHIN_MS = 30_000;

/**
 * Looks at a connection; what was found is in the log when it resolves (S004). Rejects with
 * `CONNECTION.UNKNOWN` or `CONNECTION.NO_VERIFICATION`.
 */
export const verifyConnection = async (
  deps: VerifyDeps,
  { workspace, vendor }: ConnectionName,
  requestedBy: string,
  reason = '',
): Promise<Verified> => {
  const connection = deps.settings.connection(workspace, vendor);
  if (connection === null) throw unknownConnection(workspace, vendor);
  const verification = deps.verifications.find((each) => each.vendor === vendor);
  if (verification === undefined)
    throw new InfraError(
      'CONNECTION.NO_VERIFICATION',
      `Connections to ${vendor} cannot be verified: its adapter brings no checks.`,
      false,
    );
  const settingsVersion = deps.settings.current(workspace)?.version ?? 0;
  const checks = await checksOf(deps.clock, verification, connection);
  const record: Verified = {
    type: 'ConnectionVerified',
    workspace,
    vendor,
    at: deps.clock.now(),
    data: { settingsVersion, requestedBy, ...(reason && { reason }), checks: [...checks] },
  };
  await deps.log.publish([encodeConnectionRecord(record)]);
  return record;
};

export const unknownConnection = (workspace: string, vendor: string): InfraError =>
  new InfraError(
    'CONNECTION.UNKNOWN',
    `Workspace ${workspace} has no connection to ${vendor}. GET /api/v1/workspaces lists them.`,
    false,
  );

const checksOf = async (
  clock: Clock,
  verification: VendorVerification,
  connection: VendorConnection,
): Promise<readonly ConnectionCheck[]> => {
  const done = new AbortController();
  const late = new AbortController();
  const timer = clock.sleep(WITHIN_MS, done.signal).then(
    () => late.abort(new Error(`no end within ${WITHIN_MS} ms`)),
    () => undefined,
  );
  try {
    return await verification.verify(connection, late.signal);
  } catch (error) {
    return [couldNotRun(messageOf(error))];
  } finally {
    done.abort(new Error('verified'));
    await timer;
  }
};

const couldNotRun = (because: string): ConnectionCheck => ({
  name: 'verification',
  result: 'failed',
  code: 'VERIFICATION.FAILED',
  expected: 'checks that come to an end',
  found: because,
  fix: 'Look whether the address of the API can be reached from here, and verify again.',
});
