import type { Clock } from '@deskstream/kernel';
import { InfraError } from '@deskstream/kernel';

/** Made once: an abort without a reason makes a costly one each time. */
const ANSWERED = new Error('answered');

/** Rejects with a transient error of this code when `work` takes longer; the work itself goes on. */
export const within = async <T>(
  clock: Clock,
  { ms, code, what }: { readonly ms: number; readonly code: string; readonly what: string },
  work: Promise<T>,
): Promise<T> => {
  const settled = new AbortController();
  const late = clock.sleep(ms, settled.signal).then(() => {
    throw new InfraError(code, `${what} did not answer within ${ms} ms`, true);
  });
  late.catch(() => undefined);
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    settled.abort(ANSWERED);
  }
};
