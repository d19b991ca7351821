import { fieldsOf, listOf, textOf } from '../../api/fields';
import type { FaultRule } from '../../faults/faults';
import { API_FAULTS, DELIVERY_FAULTS } from '../../faults/faults';
import type { FrontInstance } from '../instance';
import { RULE_ACTIONS, TRIGGERS } from '../rules/rule';
import type { FrontRule } from '../rules/rule';

/** An error that Fastify answers with its status. */
export const refuse = (statusCode: number, message: string): never => {
  throw Object.assign(new Error(message), { statusCode });
};

export const required = (body: unknown, field: string): string =>
  textOf(fieldsOf(body)[field]) ?? refuse(400, `The field "${field}" is missing.`);

/** Replaces the fault rules of all companies. */
export const setFaults = (
  instances: readonly FrontInstance[],
  body: unknown,
): readonly FaultRule[] => {
  const rules = listIn(body);
  const known = [...API_FAULTS, ...DELIVERY_FAULTS];
  if (rules.some((rule) => !known.includes(String(fieldsOf(rule)['fault']))))
    refuse(400, `Each rule needs a "fault", one of: ${known.join(', ')}.`);
  instances.forEach(({ faults }) => faults.set(rules as readonly FaultRule[]));
  return rules as readonly FaultRule[];
};

/** Rules of the company: `[{ on, do: { kind, … }, afterMs?, times? }]`. */
export const rulesOf = (body: unknown): readonly FrontRule[] => {
  const rules = listIn(body);
  for (const rule of rules) {
    const fields = fieldsOf(rule);
    const action = fieldsOf(fields['do']);
    const kind = String(action['kind']);
    if (!TRIGGERS.includes(String(fields['on'])))
      refuse(400, `Each rule needs "on", one of: ${TRIGGERS.join(', ')}.`);
    if (!RULE_ACTIONS.includes(kind))
      refuse(400, `Each rule needs "do.kind", one of: ${RULE_ACTIONS.join(', ')}.`);
    const needed = NEEDED[kind];
    if (needed !== undefined && textOf(action[needed]) === undefined)
      refuse(400, `A rule that does "${kind}" needs "do.${needed}".`);
  }
  return rules as readonly FrontRule[];
};

const NEEDED: Readonly<Record<string, string>> = {
  assign: 'to',
  tag: 'tag',
  move: 'inbox',
  comment: 'text',
  reply: 'text',
};

const listIn = (body: unknown): readonly unknown[] =>
  listOf(Array.isArray(body) ? body : fieldsOf(body)['rules']);
