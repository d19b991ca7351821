import type { Clock } from '@deskstream/kernel';
import type { VendorApi, VendorName } from '@deskstream/port-vendor';

/** What a vendor answered when it was asked whose conversation it is. */
export interface OwnerRead {
  readonly vendor: VendorName;
  readonly conversation: string;
  readonly askedAt: number;
  readonly at: number;
  readonly withPerson: boolean;
}

export const watchOwners = (clock: Clock) => {
  const reads: OwnerRead[] = [];
  return {
    reads,
    watching: (api: VendorApi): VendorApi => ({
      ...api,
      ownership: async (conversation, connection, signal) => {
        const askedAt = clock.now();
        const owner = await api.ownership(conversation, connection, signal);
        if (owner.kind === 'known') {
          const withPerson = owner.assignee.kind === 'teammate' || owner.assignee.kind === 'team';
          reads.push({ vendor: api.vendor, conversation, askedAt, at: clock.now(), withPerson });
        }
        return owner;
      },
    }),
  };
};
