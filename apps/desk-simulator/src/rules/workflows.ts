import type { Clock } from '@deskstream/kernel';
import type { Desk } from '../desk/desk';
import type { Change, Conversation, Rule } from '../desk/model';
import { htmlOf } from '../desk/text';
import { createLater } from '../front/company/later';
import { startedBy } from './trigger';

/** Plays the workspace's workflows against whatever people and the API do. */
export interface Workflows {
  rules(): readonly Rule[];
  /** Replaces all; what is under way still happens. */
  set(rules: readonly Rule[]): void;
  /** Does something a little later, as a workflow. */
  later(afterMs: number, work: () => void): void;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export const createWorkflows = (desk: Desk, clock: Clock): Workflows => {
  const { run: later, idle, stop } = createLater(clock);
  let armed = (desk.config.rules ?? []).map(withCount);
  const leave = desk.subscribe((change) => {
    const { conversation } = change;
    if (conversation === null) return;
    if (isNew(change)) annotate({ desk, clock, later }, conversation);
    for (const each of armed.filter(({ rule, left }) => left > 0 && startedBy(rule, change, desk)))
      start(each, conversation);
  });
  const start = (each: Armed, it: Conversation): void => {
    each.left -= 1;
    later(each.rule.afterMs ?? 0, () => {
      if (!it.deleted) act(desk, clock, it, each.rule);
    });
  };
  return {
    rules: () => armed.filter(({ left }) => left > 0).map(({ rule }) => rule),
    set: (rules) => {
      armed = rules.map(withCount);
    },
    later,
    idle,
    stop: async () => {
      leave();
      await stop();
    },
  };
};

interface Armed {
  readonly rule: Rule;
  left: number;
}

const withCount = (rule: Rule): Armed => ({ rule, left: rule.times ?? Infinity });

const isNew = ({ notifications }: Change): boolean =>
  notifications.some(({ topic }) => topic === 'conversation.user.created');

interface Means {
  readonly desk: Desk;
  readonly clock: Clock;
  readonly later: Workflows['later'];
}

/** Attributes that a workflow works out arrive after the message (S026, S027). */
const annotate = ({ desk, clock, later }: Means, it: Conversation): void => {
  const late = desk.config.lateAttributes;
  if (late === undefined) return;
  later(late.afterMs, () => {
    if (late.conversation) desk.setAttributes(it, late.conversation, clock.now());
    if (late.contact) desk.setContactAttributes(desk.contactOf(it), late.contact);
  });
};

const act = (desk: Desk, clock: Clock, it: Conversation, { do: action }: Rule): unknown => {
  const by = desk.operator;
  switch (action.kind) {
    case 'assign':
      return desk.assign(it, by, assigneeOf(desk, action.to));
    case 'unassign':
      return desk.assign(it, by, null);
    case 'close':
      return desk.close(it, by);
    case 'open':
      return desk.open(it, by);
    case 'note':
      return desk.note(it, by, htmlOf(action.text));
    case 'say':
      return desk.botSays(it, 'comment', action.text);
    case 'tag':
      return desk.tag(it, { ...desk.tagNamed(action.text), at: clock.now(), by: by.id });
  }
};

const assigneeOf = (desk: Desk, to: string) => {
  const isTeam = desk.teams.some(({ id }) => id === to);
  return { type: isTeam ? 'team' : 'admin', id: to === 'ai' ? desk.config.aiAdminId : to } as const;
};
