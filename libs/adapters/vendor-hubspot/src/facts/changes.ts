import type { EpochMs } from '@deskstream/kernel';
import type { CanonicalFact, VendorConnection } from '@deskstream/port-vendor';
import { agentActor, assigneeOf } from '../actors';

interface By {
  readonly by?: { readonly id: string; readonly name?: string };
  readonly automatic?: true;
}

/**
 * Webhooks name a change by its time alone, the thread's own entries have an id besides: what they
 * share is the identity, so that both tell one occurrence.
 */
export const assigned = (
  actor: string,
  vendorAt: EpochMs,
  connection: VendorConnection,
  by: By = {},
): CanonicalFact => ({
  type: 'ConversationAssigned',
  identity: `assigned:${actor === '' ? 'nobody' : agentActor(actor)}:${vendorAt}`,
  data: { assignee: assigneeOf(actor === '' ? null : actor, connection), ...by, vendorAt },
});

export const statusChanged = (
  status: string,
  vendorAt: EpochMs,
  by: By = {},
): readonly CanonicalFact[] => {
  const data = { ...by, vendorAt };
  const identity = `status:${status}:${vendorAt}`;
  if (status === 'CLOSED') return [{ type: 'ConversationClosed', identity, data }];
  return status === 'OPEN' ? [{ type: 'ConversationReopened', identity, data }] : [];
};
