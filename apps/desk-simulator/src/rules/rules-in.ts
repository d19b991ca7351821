import { fieldsOf, listOf } from '../api/fields';
import type { Rule } from '../desk/model';

/** The rules of a control request, or what is wrong with them. */
export const rulesIn = (body: unknown): readonly Rule[] | string => {
  const rules = listOf(Array.isArray(body) ? body : fieldsOf(body)['rules']);
  const wrong = rules.map(problemOf).find((problem) => problem !== null);
  return wrong ?? (rules as readonly Rule[]);
};

const TRIGGERS: readonly string[] = [
  'created',
  'customer',
  'reply',
  'note',
  'assign',
  'unassign',
  'close',
  'open',
] satisfies Rule['on'][];

const NEEDS: Readonly<Record<Rule['do']['kind'], string | null>> = {
  assign: 'to',
  unassign: null,
  close: null,
  open: null,
  note: 'text',
  say: 'text',
  tag: 'text',
};

const problemOf = (rule: unknown): string | null => {
  const fields = fieldsOf(rule);
  const action = fieldsOf(fields['do']);
  if (!TRIGGERS.includes(String(fields['on'])))
    return `Each rule needs "on", one of: ${TRIGGERS.join(', ')}.`;
  const known = Object.entries(NEEDS).find(([kind]) => kind === action['kind']);
  if (known === undefined)
    return `Each rule needs "do.kind", one of: ${Object.keys(NEEDS).join(', ')}.`;
  const [kind, need] = known;
  return need === null || typeof action[need] === 'string'
    ? null
    : `"do.${need}" is missing for ${kind}.`;
};
