import type { Logger, RunningService } from '@deskstream/kernel';
import { messageOf, repeat } from '@deskstream/kernel';
import type { ConnectionName } from '@deskstream/platform-settings';
import type { DataSource } from 'typeorm';
import { readVerifications } from './connections.query';
import type { VerifyDeps } from './verify-connection';
import { verifyConnection } from './verify-connection';

export interface ScheduleDeps extends VerifyDeps {
  readonly dataSource: DataSource;
  readonly logger: Logger;
  /** Default six hours. */
  readonly verifyEveryMs?: number;
  /** How often one looks what is due. Default a minute. */
  readonly lookEveryMs?: number;
}

const SIX_HOURS = 6 * 3_600_000;
const MINUTE = 60_000;

/** Verifies each connection every few hours, and soon after its settings changed. */
export const verifyOnSchedule = (deps: ScheduleDeps): RunningService => {
  const { clock, logger, lookEveryMs = MINUTE } = deps;
  const last = new Map<string, Last>();
  const { stop } = repeat(clock, async (signal) => {
    await verifyWhatIsDue(deps, last, signal).catch((error: unknown) => {
      logger.warn({ error: messageOf(error) }, 'connections are verified later');
    });
    return lookEveryMs;
  });
  return { name: 'audit.verifications', ready: () => ({ ok: true }), stop };
};

interface Last {
  readonly at: number;
  readonly settingsVersion: number;
}

const verifyWhatIsDue = async (
  deps: ScheduleDeps,
  last: Map<string, Last>,
  stopping: AbortSignal,
): Promise<void> => {
  for (const name of verifiable(deps)) {
    if (stopping.aborted) return;
    const key = `${name.workspace}/${name.vendor}`;
    if (!isDue(deps, await lastOf(deps, name, last.get(key)), name)) continue;
    const { at, data } = await verifyConnection(deps, name, 'schedule');
    last.set(key, { at, settingsVersion: data.settingsVersion });
    const failed = data.checks.filter(({ result }) => result === 'failed');
    if (failed.length > 0)
      deps.logger.warn(
        { ...name, failed: failed.map((check) => check.code ?? check.name) },
        'a connection does not pass its checks',
      );
  }
};

const verifiable = ({ settings, verifications }: VerifyDeps): readonly ConnectionName[] =>
  settings
    .all()
    .flatMap(({ connections }) => connections)
    .filter(({ vendor }) => verifications.some((each) => each.vendor === vendor));

/** What this process did lately, or what the projection knows of others. */
const lastOf = async (
  { dataSource }: ScheduleDeps,
  name: ConnectionName,
  own: Last | undefined,
): Promise<Last | undefined> => {
  const [row] = await readVerifications(dataSource, name, 1);
  return row !== undefined && row.at >= (own?.at ?? 0) ? row : own;
};

const isDue = (
  { clock, settings, verifyEveryMs = SIX_HOURS }: ScheduleDeps,
  last: Last | undefined,
  { workspace }: ConnectionName,
): boolean =>
  last === undefined ||
  clock.now() - last.at >= verifyEveryMs ||
  (settings.current(workspace)?.version ?? 0) > last.settingsVersion;
