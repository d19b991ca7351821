import { backOffMs } from '@deskstream/dispatch-domain';
import type { Performed } from '@deskstream/platform-worker';
import type { Ownership } from '@deskstream/port-vendor';
import type { Call } from '../call';
import { isThrottled } from '../connections';
import type { Result } from '../report';

/** S016, S077: an unassign counts once it was read back; a rule that took the conversation back is told apart. */
export const confirmUnassign = async (call: Call): Promise<Result | Performed> => {
  const { vendor, request, connection, tools } = call;
  const owner = await vendor.ownership(request.command.conversation, connection, tools.signal);
  if (owner.kind === 'gone')
    return { kind: 'failed', code: 'VENDOR.CONVERSATION_GONE', because: owner.because };
  if (owner.kind === 'unreadable') return unreadable(call, owner);
  const { assignee, asOf: vendorAt, assignedBy: by } = owner;
  if (assignee.kind === 'ai') return undone(call, assignee.id, by);
  const foundByReadBack = call.progress.done?.foundByReadBack ?? false;
  return { kind: 'delivered', foundByReadBack, assignee, vendorAt };
};

const unreadable = async (
  { tools, deps, claim, progress }: Call,
  owner: Extract<Ownership, { kind: 'unreadable' }>,
): Promise<Performed> => {
  const entry = { kind: 'unreadable', because: owner.because, throttled: isThrottled(owner) };
  if ((await tools.journal('read-back', entry)) === 'lost') return { kind: 'lost' };
  const dueAt = deps.clock.now() + backOffMs(progress.misses + progress.throttles, claim.id);
  return { kind: 'postponed', dueAt: Math.max(owner.retryAt ?? 0, dueAt) };
};

const undone = async (
  { tools, deps, claim, progress }: Call,
  assigneeId: string,
  by: string | undefined,
): Promise<Performed> => {
  const entry = {
    kind: 'undone',
    assigneeId,
    ...(by === undefined ? {} : { by }),
  };
  if ((await tools.journal('read-back', entry)) === 'lost') return { kind: 'lost' };
  return { kind: 'postponed', dueAt: deps.clock.now() + backOffMs(progress.undone + 1, claim.id) };
};
