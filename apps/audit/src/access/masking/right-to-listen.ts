import type { Clock } from '@deskstream/kernel';
import type { Access, Credentials } from '../access';
import type { Principal } from '../role';

/** How long somebody may listen on after they were signed out, or their role was changed. */
export const LOOK_MS = 5_000;

/** The right of one listener, looked at again and again while they listen. */
export interface RightToListen {
  /** Asked before each event; looks again when the last look is too long ago. */
  holds(): Promise<boolean>;
  /** Resolves when it is lost, also while nothing happens, or when `signal` aborts. */
  lost(signal: AbortSignal): Promise<void>;
}

/** Looking keeps no session from being idle: nobody clicked. */
export const rightToListen = (
  { access, clock }: { readonly access: Pick<Access, 'recognise'>; readonly clock: Clock },
  credentials: Credentials,
  principal: Principal | null,
): RightToListen => {
  let lookedAt = clock.now();
  let last = Promise.resolve(true);
  const look = async (): Promise<boolean> => {
    const now = await access.recognise(credentials, { used: false });
    return now?.id === principal?.id && now?.role === principal?.role;
  };
  const holds = (): Promise<boolean> => {
    if (clock.now() - lookedAt < LOOK_MS) return last;
    lookedAt = clock.now();
    const before = last;
    last = before.then((still) => still && look()).catch(() => false);
    return last;
  };
  return {
    holds,
    lost: async (signal) => {
      while (!signal.aborted && (await holds()))
        await clock.sleep(LOOK_MS, signal).catch(() => undefined);
    },
  };
};
