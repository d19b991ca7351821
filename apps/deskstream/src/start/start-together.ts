import type { RunningService } from '@deskstream/kernel';

/** Starts all, or none: what did start is stopped again before the failure goes on. */
export const startTogether = async (
  starts: readonly (() => Promise<RunningService>)[],
): Promise<readonly RunningService[]> => {
  const settled = await Promise.allSettled(starts.map((start) => start()));
  const started = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failed = settled.find(({ status }) => status === 'rejected');
  if (failed?.status !== 'rejected') return started;
  await Promise.all(started.map((service) => service.stop()));
  throw failed.reason;
};
