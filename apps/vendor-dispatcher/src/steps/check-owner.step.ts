import { backOffMs } from '@deskstream/dispatch-domain';
import type { Performed } from '@deskstream/platform-worker';
import type { Assignee } from '@deskstream/conversation-domain';
import { rulesFor } from '@deskstream/port-settings';
import type { Ownership, VendorCommand } from '@deskstream/port-vendor';
import type { Call } from '../call';
import { isThrottled } from '../connections';
import type { Result } from '../report';

export type Permission =
  | { readonly kind: 'go' }
  /** Say this instead of calling. */
  | { readonly kind: 'report'; readonly result: Result }
  | { readonly kind: 'later'; readonly performed: Performed };

/** What a person who has the conversation must not see happen to it. */
const GUARDED = new Set<VendorCommand['kind']>(['reply', 'unassign', 'assign', 'close']);

/** Right before a visible act: a person who took over is never talked over (S081), nor unassigned, nor archived. */
export const checkOwner = async (call: Call): Promise<Permission> => {
  const { request, vendor, connection, tools } = call;
  if (!GUARDED.has(request.command.kind)) return { kind: 'go' };
  const owner = await vendor.ownership(request.command.conversation, connection, tools.signal);
  switch (owner.kind) {
    case 'known':
      return permissionFor(call, owner);
    case 'gone':
      return {
        kind: 'report',
        result: { kind: 'failed', code: 'VENDOR.CONVERSATION_GONE', because: owner.because },
      };
    case 'unreadable':
      return { kind: 'later', performed: await unreadable(call, owner) };
  }
};

const permissionFor = (call: Call, owner: Extract<Ownership, { kind: 'known' }>): Permission => {
  const { assignee, asOf: vendorAt } = owner;
  if (isDone(call.request.command, assignee))
    return {
      kind: 'report',
      result: { kind: 'delivered', foundByReadBack: true, assignee, vendorAt },
    };
  if (mayAct(call, assignee)) return { kind: 'go' };
  return {
    kind: 'report',
    result: { kind: 'withheld', because: 'person-owns', assignee, vendorAt },
  };
};

const isDone = (command: VendorCommand, assignee: Assignee): boolean => {
  if (command.kind === 'unassign') return assignee.kind === 'nobody';
  return (
    command.kind === 'assign' && assignee.kind === command.to.kind && assignee.id === command.to.id
  );
};

/** What is nobody's may be given to a team; else only where the workspace handles unassigned ones. */
const mayAct = ({ deps, request }: Call, assignee: Assignee): boolean => {
  if (assignee.kind === 'ai') return true;
  if (assignee.kind !== 'nobody') return false;
  const settings = deps.settings.current(request.workspace);
  const rules = settings === null ? null : rulesFor(settings, request.vendor);
  return request.command.kind === 'assign' || (rules?.handleUnassigned ?? false);
};

const unreadable = async (
  { tools, deps, progress, claim }: Call,
  owner: Extract<Ownership, { kind: 'unreadable' }>,
): Promise<Performed> => {
  const { because, retryAt } = owner;
  const entry = { kind: 'not-executed', because, throttled: isThrottled(owner) };
  if ((await tools.journal('attempt', entry)) === 'lost') return { kind: 'lost' };
  const now = deps.clock.now();
  const dueAt = Math.max(
    retryAt ?? 0,
    now + backOffMs(progress.misses + progress.throttles, claim.id),
  );
  return { kind: 'postponed', dueAt };
};
