import { stableJson } from '@deskstream/kernel';
import { createHash } from 'node:crypto';
import type { ToolRule } from '@deskstream/port-settings';
import type { DoubtClearing, ToolContext, ToolPolicy } from '@deskstream/port-tools';

/** Whether a tool may be used in this conversation. */
export const isFor = (
  { channels, vendors, attributes = {} }: ToolRule,
  context: ToolContext,
): boolean =>
  (channels === undefined || (context.channel !== null && channels.includes(context.channel))) &&
  (vendors === undefined || vendors.includes(context.vendor)) &&
  Object.entries(attributes).every(([name, value]) => context.attributes[name] === value);

export const policyOf = (rule: ToolRule): ToolPolicy => ({
  requiresCustomerMessage: rule.requiresCustomerMessage ?? true,
  askedFor: rule.askedFor ?? [],
  argumentsFrom: rule.argumentsFrom ?? 'customer',
});

export const doubtOf = (
  { repeatable, lookUpPath }: ToolRule,
  idempotent = false,
): DoubtClearing => {
  if (repeatable ?? idempotent) return 'repeat-with-key';
  return lookUpPath === undefined ? 'none' : 'look-up';
};

/** The same for the same description, whatever the order of its fields. */
export const hashOf = (described: unknown): string =>
  createHash('sha256').update(stableJson(described)).digest('hex');
