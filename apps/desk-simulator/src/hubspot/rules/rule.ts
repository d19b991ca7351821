import { fieldsOf, listOf } from '../../api/fields';
import type { Trigger } from '../model';

/** A workflow of the account: when this happens, that is done a little later. */
export interface Rule {
  readonly on: Exclude<Trigger, 'other'>;
  /** Whose doing starts it. Default `any`; what a rule did never starts another. */
  readonly by?: 'api' | 'rep' | 'customer' | 'any';
  readonly do: RuleAction;
  /** Default 0: still a step of its own, after what started it. */
  readonly afterMs?: number;
  /** Ends after so many runs. Default: never. */
  readonly times?: number;
  /** In whose name. Default: the system (`S-hubspot`). */
  readonly as?: string;
}

export type RuleAction =
  /** `to`: an actor (`A-…`), or `ai`. */
  | { readonly kind: 'assign'; readonly to: string }
  | { readonly kind: 'unassign' }
  | { readonly kind: 'close' }
  | { readonly kind: 'reopen' }
  | { readonly kind: 'reply'; readonly text: string }
  | { readonly kind: 'comment'; readonly text: string }
  | { readonly kind: 'set-owner'; readonly ownerId: string }
  | { readonly kind: 'set-property'; readonly name: string; readonly value: string };

/** The rules of a control request, or what is wrong with them. */
export const rulesIn = (body: unknown): readonly Rule[] | string => {
  const rules = listOf(Array.isArray(body) ? body : fieldsOf(body)['rules']);
  const wrong = rules.map(problemOf).find((problem) => problem !== null);
  return wrong ?? (rules as readonly Rule[]);
};

const TRIGGERS: readonly string[] = [
  'new-thread',
  'incoming',
  'reply',
  'comment',
  'assign',
  'unassign',
  'close',
  'reopen',
  'new-ticket',
  'ticket-change',
] satisfies Rule['on'][];

const NEEDS: Readonly<Record<RuleAction['kind'], readonly string[]>> = {
  assign: ['to'],
  unassign: [],
  close: [],
  reopen: [],
  reply: ['text'],
  comment: ['text'],
  'set-owner': ['ownerId'],
  'set-property': ['name', 'value'],
};

const problemOf = (rule: unknown): string | null => {
  const fields = fieldsOf(rule);
  const action = fieldsOf(fields['do']);
  if (!TRIGGERS.includes(String(fields['on'])))
    return `Each rule needs "on", one of: ${TRIGGERS.join(', ')}.`;
  const needs = Object.entries(NEEDS).find(([kind]) => kind === action['kind'])?.[1];
  if (needs === undefined)
    return `Each rule needs "do.kind", one of: ${Object.keys(NEEDS).join(', ')}.`;
  const missing = needs.find((name) => typeof action[name] !== 'string');
  return missing === undefined ? null : `"do.${missing}" is missing for ${String(action['kind'])}.`;
};
