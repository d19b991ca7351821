import { systemClock } from '@deskstream/kernel';
import { until } from '@deskstream/testing-harness';
import type { Liveness } from '@deskstream/testing-simulation';
import type { Installation } from './installation';
import { WORKSPACE } from './installation';
import { isRest, restOf } from './observe';

export const allReady = async ({ services }: Pick<Installation, 'services'>): Promise<boolean> =>
  (await Promise.all(services.map((service) => service.isReady()))).every(Boolean);

export const said = ({ services }: Pick<Installation, 'services'>): string =>
  services.map((service) => service.said).join('\n');

/** Fails with what the services said. */
export const untilReady = (installation: Installation, timeoutMs: number): Promise<void> =>
  until(() => allReady(installation), { timeoutMs, describe: () => said(installation) });

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
