import { createHash } from 'node:crypto';
import type { CanonicalFact } from '@deskstream/port-vendor';
import type { Fields } from '../payload';
import { fieldsOf, idOf, listOf, scalarsOf, textOf, timeOf } from '../payload';

/**
 * What the item shows beside its messages. No topic tells of a conversation's attributes, so each item
 * does; of tags only those that are on: Intercom tells nobody that one was taken off.
 */
export const contextFacts = (item: Fields): readonly CanonicalFact[] => [
  ...attributesOf(item),
  ...listOf(fieldsOf(item['tags'])['tags']).flatMap((tag) => tagged(fieldsOf(tag), item)),
];

/** Set by Intercom on every conversation; not the workspace's own. */
const BUILT_IN = new Set(['Has attachments', 'Auto-translated', 'Copilot used']);

/** Identity has the time, so that a value which comes back is news again, and the values: times are whole seconds. */
const attributesOf = (item: Fields): readonly CanonicalFact[] => {
  const vendorAt = timeOf(item['updated_at']);
  const all = scalarsOf(item['custom_attributes']);
  const attributes = Object.fromEntries(Object.entries(all).filter(([key]) => !BUILT_IN.has(key)));
  if (vendorAt === null || Object.keys(attributes).length === 0) return [];
  return [
    {
      type: 'AttributesChanged',
      identity: `attributes:${vendorAt}:${digestOf(attributes)}`,
      data: { attributes, vendorAt },
    },
  ];
};

const digestOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12);

const tagged = (tag: Fields, item: Fields): readonly CanonicalFact[] => {
  const id = idOf(tag['id']);
  const vendorAt = timeOf(tag['applied_at']) ?? timeOf(item['updated_at']);
  if (id === null || vendorAt === null) return [];
  const by = idOf(fieldsOf(tag['applied_by'])['id']);
  return [
    {
      type: 'TagChanged',
      identity: `tag:${id}:${timeOf(tag['applied_at']) ?? ''}`,
      data: {
        tag: textOf(tag['name']) || id,
        change: 'added',
        ...(by === null ? {} : { by: { id: by } }),
        vendorAt,
      },
    },
  ];
};
