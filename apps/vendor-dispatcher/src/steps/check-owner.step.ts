import { backOffMs } from '@deskstream/dispatch-domain';
import type { Performed } from '@deskstream/platform-work';
import type { Assignee } from '@deskstream/conversation-domain';
import type { Ownership } from '@deskstream/port-vendor';
import type { Call } from '../call';
import type { Result } from '../report';

export type Permission =
  | { readonly kind: 'go' }
  /** Say this instead of calling. */
  | { readonly kind: 'report'; readonly result: Result }
  | { readonly kind: 'later'; readonly performed: Performed };

/** Right before a visible act: a person who took over is never talked over (S081), nor unassigned. Notes always go. */
export const checkOwner = async (call: Call): Promise<Permission> => {
  const { request, vendor, connection, tools } = call;
  if (request.command.kind === 'note') return { kind: 'go' };
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
      return { kind: 'later', performed: await unreadable(call, owner.because, owner.retryAt) };
  }
};

const permissionFor = (call: Call, owner: Extract<Ownership, { kind: 'known' }>): Permission => {
  const { assignee, asOf: vendorAt } = owner;
  if (call.request.command.kind === 'unassign' && assignee.kind === 'nobody')
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

const mayAct = ({ deps, request }: Call, assignee: Assignee): boolean => {
  if (assignee.kind === 'ai') return true;
  const rules = deps.settings.current(request.workspace)?.rules;
  return assignee.kind === 'nobody' && (rules?.handleUnassigned ?? false);
};

const unreadable = async (
  { tools, deps, progress, claim }: Call,
  because: string,
  retryAt: number | null,
): Promise<Performed> => {
  const entry = { kind: 'not-executed', because };
  if ((await tools.journal('attempt', entry)) === 'lost') return { kind: 'lost' };
  const now = deps.clock.now();
  const dueAt = Math.max(retryAt ?? 0, now + backOffMs(progress.misses, claim.id));
  return { kind: 'postponed', dueAt };
};
