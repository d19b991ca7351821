import type { Pace, Sighting } from '@deskstream/dispatch-domain';
import { allowanceOf, paceAfter, unpaced } from '@deskstream/dispatch-domain';
import type { Clock } from '@deskstream/kernel';
import type { Admission, Admitted } from '@deskstream/platform-worker';
import type { CallResult, Ownership, ReadBack, VendorApi } from '@deskstream/port-vendor';

/** What shares one budget at the vendor: the queue of its requests. */
export const connectionOf = ({
  workspace,
  vendor,
}: {
  readonly workspace: string;
  readonly vendor: string;
}): string => [workspace, vendor].map(encodeURIComponent).join('/');

/**
 * The pace of each connection, as this replica saw it. Replicas tell each other nothing: the vendor's own
 * headers count the calls of all, and one that has not heard of a refusal finds out with a single call.
 */
export class Connections implements Admission {
  readonly #paces = new Map<string, Pace>();

  constructor(
    private readonly clock: Clock,
    readonly perQueue: number,
  ) {}

  queues(): Iterable<string> {
    return this.#paces.keys();
  }

  admit(queue: string, running: number): Admitted {
    return allowanceOf(this.#paceOf(queue), { now: this.clock.now(), running });
  }

  saw(queue: string, sighting: Sighting): void {
    const pace = paceAfter(this.#paceOf(queue), sighting, {
      now: this.clock.now(),
      cap: this.perQueue,
    });
    this.#paces.set(queue, pace);
  }

  /** The same vendor, every answer of which is noted. */
  watching(vendor: VendorApi, queue: string): VendorApi {
    const noted = async <R>(call: Promise<R>, sightingOf: (result: R) => Sighting): Promise<R> => {
      const result = await call;
      this.saw(queue, sightingOf(result));
      return result;
    };
    return {
      vendor: vendor.vendor,
      perform: (...call) => noted(vendor.perform(...call), seenInCall),
      readBack: (...call) => noted(vendor.readBack(...call), seenInReading),
      ownership: (...call) => noted(vendor.ownership(...call), seenInReading),
    };
  }

  #paceOf(queue: string): Pace {
    return this.#paces.get(queue) ?? unpaced(this.perQueue);
  }
}

const seenInCall = (result: CallResult): Sighting => {
  switch (result.kind) {
    case 'done':
      return {
        kind: 'answered',
        ...(result.budget === undefined ? {} : { budget: result.budget }),
      };
    case 'rejected':
      return { kind: 'answered' };
    case 'throttled':
      return { kind: 'throttled', retryAt: result.retryAt };
    case 'unreachable':
    case 'unknown':
      return { kind: 'away' };
  }
};

const seenInReading = (result: ReadBack | Ownership): Sighting => {
  if (result.kind !== 'unreadable') return { kind: 'answered' };
  return isThrottled(result) ? { kind: 'throttled', retryAt: result.retryAt } : { kind: 'away' };
};

/** Vendors say when to come back only when they refuse for want of budget. */
export const isThrottled = ({ retryAt }: { readonly retryAt: number | null }): boolean =>
  retryAt !== null;
