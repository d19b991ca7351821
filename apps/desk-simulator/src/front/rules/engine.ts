import { htmlOf } from '../../desk/text';
import type { Acts } from '../company/acts';
import { RULE_ID } from '../company/directory';
import type { Later } from '../company/later';
import type { Store } from '../company/store';
import type { Conversation, FrontEvent, Source } from '../model';
import type { FrontRule, RuleAction } from './rule';

export interface RuleEngine {
  /** Runs what this event triggers. */
  saw(it: Conversation, event: FrontEvent): void;
  rules(): readonly FrontRule[];
  /** Replaces all rules but the one that gives new conversations to the AI. */
  set(rules: readonly FrontRule[]): void;
}

export const createRuleEngine = (store: Store, acts: Acts, later: Later): RuleEngine => {
  const assignment = arm(assignmentOf(store));
  let armed = arm(store.config.rules ?? []);
  const run = (it: Conversation, rule: FrontRule): void => {
    const act = () => PERFORM[rule.do.kind](store, acts, it, rule.do);
    if (rule.afterMs === undefined || rule.afterMs === 0) act();
    else later.run(rule.afterMs, act);
  };
  return {
    saw: (it, event) => {
      if (event.source.type === 'rule') return;
      for (const each of [...assignment, ...armed]) {
        if (each.left === 0 || !concerns(each.rule, it, event)) continue;
        each.left -= 1;
        run(it, each.rule);
      }
    },
    rules: () => armed.filter(({ left }) => left > 0).map(({ rule }) => rule),
    set: (next) => {
      armed = arm(next);
    },
  };
};

const arm = (rules: readonly FrontRule[]) =>
  rules.map((rule) => ({ rule, left: rule.times ?? Infinity }));

const assignmentOf = ({ config }: Store): readonly FrontRule[] =>
  config.assignNewTo === 'ai'
    ? [
        {
          name: 'New conversations to the assistant',
          on: 'inbound',
          onlyNew: true,
          do: { kind: 'assign', to: 'ai' },
        },
      ]
    : [];

const concerns = (rule: FrontRule, it: Conversation, event: FrontEvent): boolean =>
  rule.on === event.type &&
  (rule.conversation === undefined || rule.conversation === it.id) &&
  (rule.onlyNew !== true || it.messages.length === 1);

const BY_RULE: Source = { type: 'rule', id: RULE_ID };

type Perform = (store: Store, acts: Acts, it: Conversation, action: RuleAction) => void;

const PERFORM: { readonly [K in RuleAction['kind']]: Perform } = {
  assign: ({ config }, acts, it, action) => {
    if (action.kind === 'assign')
      acts.assign(it, BY_RULE, action.to === 'ai' ? config.aiTeammateId : action.to);
  },
  unassign: (_store, acts, it) => void acts.assign(it, BY_RULE, null),
  archive: (_store, acts, it) => void acts.archive(it, BY_RULE),
  reopen: (_store, acts, it) => void acts.open(it, BY_RULE),
  tag: (store, acts, it, action) => {
    if (action.kind === 'tag')
      acts.tag(it, BY_RULE, store.tagNamed(action.tag) ?? store.addTag(action.tag));
  },
  move: (_store, acts, it, action) => {
    if (action.kind === 'move') acts.move(it, BY_RULE, action.inbox);
  },
  comment: (_store, acts, it, action) => {
    if (action.kind === 'comment') acts.comment(it, BY_RULE, 'tea_0rule', action.text);
  },
  reply: (_store, acts, it, action) => {
    if (action.kind === 'reply')
      acts.outbound(it, BY_RULE, { authorId: 'tea_0rule', body: htmlOf(action.text) });
  },
};
