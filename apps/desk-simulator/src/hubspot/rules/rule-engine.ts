import type { Clock, Logger } from '@deskstream/kernel';
import type { By, Change, CrmObject, Thread, ThreadStatus } from '../model';
import type { Portal } from '../portal/portal';
import { SYSTEM } from '../portal/threads';
import type { Rule, RuleAction } from './rule';

export interface RuleEngine {
  rules(): readonly Rule[];
  /** Replaces all; what is under way still happens. */
  set(rules: readonly Rule[]): void;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** Plays the account's workflows against whatever people and the API do. */
export const createRuleEngine = (
  portal: Portal,
  { clock, logger, rules = [] }: { clock: Clock; logger: Logger; rules?: readonly Rule[] },
): RuleEngine => {
  const stopped = new AbortController();
  const pending = new Set<Promise<void>>();
  let armed = rules.map(withCount);

  const start = (rule: Rule, change: Change): void => {
    const { afterMs = 0 } = rule;
    const pause = afterMs === 0 ? Promise.resolve() : clock.sleep(afterMs, stopped.signal);
    const work = pause
      .then(() => act(portal, rule, change))
      .catch((error: unknown) => {
        if (!stopped.signal.aborted) logger.error({ error: String(error) }, 'a rule broke');
      });
    pending.add(work);
    void work.then(() => pending.delete(work));
  };

  const leave = portal.subscribe((change) => {
    if (change.by.source === 'rule') return;
    for (const each of armed.filter(({ rule, left }) => left > 0 && isMet(rule, change))) {
      each.left -= 1;
      start(each.rule, change);
    }
  });

  const idle = async (): Promise<void> => {
    while (pending.size > 0) await Promise.all(pending);
  };

  return {
    idle,
    rules: () => armed.filter(({ left }) => left > 0).map(({ rule }) => rule),
    set: (next) => {
      armed = next.map(withCount);
    },
    stop: async () => {
      leave();
      stopped.abort(new Error('The rules have stopped.'));
      await idle();
    },
  };
};

const withCount = (rule: Rule) => ({ rule, left: rule.times ?? Infinity });

const isMet = ({ on, by = 'any' }: Rule, change: Change): boolean =>
  on === change.trigger && (by === 'any' || by === change.by.source);

/** A rule does nothing when it comes too late: the thread is gone, or already as it wants it. */
const act = (portal: Portal, rule: Rule, { thread, object }: Change): void => {
  const doing = { action: rule.do, by: byOf(rule) };
  const { action, by } = doing;
  if (thread?.deleted === false && isAboutThreads(action))
    actOnThread(portal, thread, { action, by });
  const ticket = object ?? ticketOf(portal, thread);
  if (ticket?.type === 'tickets' && !ticket.archived) actOnTicket(portal, ticket, doing);
};

const byOf = ({ as }: Rule): By => (as === undefined ? SYSTEM : { actorId: as, source: 'rule' });

interface Doing {
  readonly action: RuleAction;
  readonly by: By;
}

type ThreadAction = Exclude<RuleAction, { readonly kind: 'set-owner' | 'set-property' }>;

const isAboutThreads = (action: RuleAction): action is ThreadAction =>
  action.kind !== 'set-owner' && action.kind !== 'set-property';

const actOnThread = (
  portal: Portal,
  it: Thread,
  { action, by }: { readonly action: ThreadAction; readonly by: By },
): void => {
  switch (action.kind) {
    case 'assign':
      return assignTo(portal, it, { to: action.to, by });
    case 'unassign':
      return assignTo(portal, it, { to: null, by });
    case 'close':
      return setStatus(portal, it, { status: 'CLOSED', by });
    case 'reopen':
      return setStatus(portal, it, { status: 'OPEN', by });
    case 'reply':
    case 'comment':
      return write(portal, it, { action, by });
  }
};

const write = (
  { threads, contactOf }: Portal,
  it: Thread,
  { action, by }: { action: Extract<RuleAction, { text: string }>; by: By },
): void => {
  if (action.kind === 'reply') threads.reply(it, contactOf(it), by, { text: action.text });
  else threads.comment(it, by, { text: action.text });
};

const assignTo = (
  { threads, aiActorId }: Portal,
  it: Thread,
  { to, by }: { readonly to: string | null; readonly by: By },
): void => {
  const actorId = to === 'ai' ? aiActorId : to;
  if (it.assignedTo !== actorId) threads.assign(it, by, actorId);
};

const setStatus = (
  { threads }: Portal,
  it: Thread,
  { status, by }: { readonly status: ThreadStatus; readonly by: By },
): void => {
  if (it.status !== status) threads.setStatus(it, by, status);
};

const actOnTicket = ({ crm }: Portal, it: CrmObject, { action, by }: Doing): void => {
  if (action.kind === 'set-owner') crm.update(it, { hubspot_owner_id: action.ownerId }, by);
  if (action.kind === 'set-property') crm.update(it, { [action.name]: action.value }, by);
};

const ticketOf = ({ crm }: Portal, thread: Thread | null): CrmObject | undefined =>
  thread?.ticketId ? crm.find('tickets', thread.ticketId) : undefined;
