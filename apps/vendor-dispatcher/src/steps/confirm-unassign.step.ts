import { backOffMs } from '@deskstream/dispatch-domain';
import type { Performed } from '@deskstream/platform-work';
import type { Call } from '../call';
import type { Result } from '../report';

/** S016, S077: an unassign counts once it was read back; a rule that took the conversation back is told apart. */
export const confirmUnassign = async (call: Call): Promise<Result | Performed> => {
  const { vendor, request, connection, tools, deps, claim, progress } = call;
  const owner = await vendor.ownership(request.command.conversation, connection, tools.signal);
  if (owner.kind === 'gone')
    return { kind: 'failed', code: 'VENDOR.CONVERSATION_GONE', because: owner.because };
  if (owner.kind === 'unreadable') {
    const entry = { kind: 'unreadable', because: owner.because };
    if ((await tools.journal('read-back', entry)) === 'lost') return { kind: 'lost' };
    const dueAt = deps.clock.now() + backOffMs(progress.misses, claim.id);
    return { kind: 'postponed', dueAt: Math.max(owner.retryAt ?? 0, dueAt) };
  }
  const { assignee, asOf: vendorAt, assignedBy } = owner;
  if (assignee.kind !== 'ai')
    return {
      kind: 'delivered',
      foundByReadBack: progress.done?.foundByReadBack ?? false,
      assignee,
      vendorAt,
    };
  const undone = {
    kind: 'undone',
    assigneeId: assignee.id,
    ...(assignedBy === undefined ? {} : { by: assignedBy }),
  };
  if ((await tools.journal('read-back', undone)) === 'lost') return { kind: 'lost' };
  return { kind: 'postponed', dueAt: deps.clock.now() + backOffMs(progress.undone + 1, claim.id) };
};
