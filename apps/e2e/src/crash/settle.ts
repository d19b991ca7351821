import { systemClock } from '@deskstream/kernel';
import { until } from '@deskstream/testing-harness';
import type { Liveness } from '@deskstream/testing-simulation';
import type { Installation } from './installation';
import { WORKSPACE } from './installation';
import { isRest, restOf } from './observe';
import type { ServiceProcess } from './service-process';

export const said = ({ services }: Pick<Installation, 'services'>): string =>
  services.map((service) => service.said).join('\n');

/** Fails with what the services said. Gives what the last ones to become ready waited for. */
export const untilReady = async (
  installation: Installation,
  timeoutMs: number,
): Promise<readonly string[]> => {
  let late: readonly ServiceProcess[] = [];
  const ready = async () => {
    const are = await Promise.all(installation.services.map((service) => service.isReady()));
    const unready = installation.services.filter((_, nth) => !are[nth]);
    if (unready.length > 0) late = unready;
    return unready.length === 0;
  };
  await until(ready, { timeoutMs, describe: () => said(installation) });
  return late.map(({ unreadyBecause }) => unreadyBecause);
};

/** Every webhook delivered or given up, nothing unread, no work open; measured from now. */
export const comeToRest = async (
  installation: Installation,
  boundMs: number,
): Promise<Liveness> => {
  const since = systemClock.now();
  await installation.desk.workspaces.get(WORKSPACE)?.sender.idle();
  let rest = await restOf(installation);
  const settled = async () => isRest((rest = await restOf(installation)));
  const inTime = await until(settled, { timeoutMs: boundMs }).then(
    () => true,
    () => false,
  );
  if (!inTime) process.stdout.write(`${said(installation)}\n`);
  return { ...rest, settledAfterMs: inTime ? systemClock.now() - since : null, boundMs };
};
