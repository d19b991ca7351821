/** Events of people and of the API that a rule may wait for. */
export type RuleTrigger =
  | 'inbound'
  | 'out_reply'
  | 'assign'
  | 'unassign'
  | 'archive'
  | 'reopen'
  | 'comment'
  | 'tag'
  | 'move';

export type RuleAction =
  /** `ai` is the AI's teammate. */
  | { readonly kind: 'assign'; readonly to: string }
  | { readonly kind: 'unassign' }
  | { readonly kind: 'archive' }
  | { readonly kind: 'reopen' }
  /** By name; made when it does not exist. */
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'move'; readonly inbox: string }
  | { readonly kind: 'comment'; readonly text: string }
  /** Written to the customer in the rule's name. */
  | { readonly kind: 'reply'; readonly text: string };

/** A rule of the company, as in "on unassign, assign to X after 500 ms". What rules do triggers no rules. */
export interface FrontRule {
  readonly name?: string;
  readonly on: RuleTrigger;
  readonly do: RuleAction;
  readonly afterMs?: number;
  readonly conversation?: string;
  /** Only the first message of a conversation. */
  readonly onlyNew?: boolean;
  /** Ends after so many times. */
  readonly times?: number;
}

export const TRIGGERS: readonly string[] = [
  'inbound',
  'out_reply',
  'assign',
  'unassign',
  'archive',
  'reopen',
  'comment',
  'tag',
  'move',
] satisfies RuleTrigger[];

export const RULE_ACTIONS: readonly string[] = [
  'assign',
  'unassign',
  'archive',
  'reopen',
  'tag',
  'move',
  'comment',
  'reply',
] satisfies RuleAction['kind'][];
