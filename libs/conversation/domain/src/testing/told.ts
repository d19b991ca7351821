import fc from 'fast-check';
import type { ConversationInput } from '../index';

/** Something that a vendor tells of a conversation. */
export type Told =
  | { kind: 'customer' | 'teammate' | 'closed' | 'reopened' }
  | { kind: 'assigned'; to: 'ai' | 'nobody' | 'teammate' }
  | { kind: 'tag'; on: boolean }
  | { kind: 'attribute'; value: number };

const told: fc.Arbitrary<Told> = fc.oneof(
  fc.record({ kind: fc.constantFrom('customer', 'teammate', 'closed', 'reopened' as const) }),
  fc.record({
    kind: fc.constant('assigned' as const),
    to: fc.constantFrom('ai', 'nobody', 'teammate' as const),
  }),
  fc.record({ kind: fc.constant('tag' as const), on: fc.boolean() }),
  fc.record({ kind: fc.constant('attribute' as const), value: fc.nat(3) }),
);

export const toldArbitrary = fc.array(told, { minLength: 1, maxLength: 8 });

/** Each has a vendor time of its own. */
export const inputOf = (fact: Told, index: number): ConversationInput => {
  const vendorAt = 1_000_000 + index * 1_000;
  const said = (SAID[fact.kind] as (fact: Told, at: number, nth: number) => object)(
    fact,
    vendorAt,
    index,
  );
  return { id: `fact${index}`, at: 2_000_000, ...said } as ConversationInput;
};

const author = { id: 'u1' };

const SAID: {
  readonly [K in Told['kind']]: (
    fact: Extract<Told, { kind: K }>,
    vendorAt: number,
    nth: number,
  ) => Pick<ConversationInput, 'type' | 'data'>;
} = {
  customer: (_fact, vendorAt, nth) => ({
    type: 'CustomerWrote',
    data: {
      messageId: `m${nth}`,
      text: 'hello',
      author,
      channel: 'web',
      startedBy: 'customer',
      attachments: [],
      vendorAt,
    },
  }),
  teammate: (_fact, vendorAt, nth) => ({
    type: 'TeammateWrote',
    data: {
      messageId: `t${nth}`,
      text: 'hi',
      author,
      visibility: 'public',
      byAi: false,
      vendorAt,
    },
  }),
  assigned: ({ to }, vendorAt) => ({
    type: 'ConversationAssigned',
    data: { assignee: to === 'nobody' ? { kind: to } : { kind: to, id: to }, vendorAt },
  }),
  closed: (_fact, vendorAt) => ({ type: 'ConversationClosed', data: { vendorAt } }),
  reopened: (_fact, vendorAt) => ({ type: 'ConversationReopened', data: { vendorAt } }),
  tag: ({ on }, vendorAt) => ({
    type: 'TagChanged',
    data: { tag: 'vip', change: on ? 'added' : 'removed', vendorAt },
  }),
  attribute: ({ value }, vendorAt) => ({
    type: 'AttributesChanged',
    data: { attributes: { plan: value }, vendorAt },
  }),
};
