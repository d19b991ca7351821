import { readdirSync, readFileSync } from 'node:fs';
import { sharedReference } from '@deskstream/testing-harness';
import type { VendorConnection } from '@deskstream/port-vendor';
import type { Vendor } from './workspace';

export interface Example {
  readonly vendor: Vendor;
  /** Path below the vendor's folder, without `.json`. */
  readonly name: string;
  readonly payload: unknown;
}

/** Whose payloads they are. */
export const EXAMPLE_IDS: Readonly<Record<Vendor, Partial<VendorConnection>>> = {
  intercom: { aiTeammateId: '7700999', externalWorkspaceId: 'abc12345' },
  hubspot: { aiTeammateId: '55501', externalWorkspaceId: '62515000' },
  front: { aiTeammateId: 'tea_4exa9', externalWorkspaceId: 'cmp_4exa1' },
};

/** All recorded webhooks; `null` when the reference data is absent. */
export const loadExamples = (): readonly Example[] | null => {
  const shared = sharedReference();
  if (shared === null) return null;
  const load = (vendor: Vendor, below = ''): readonly Example[] => {
    const folder = `${shared}/vendors/examples/${vendor}/${below}`;
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => ({
        vendor,
        name: `${below}${file.replace(/\.json$/, '')}`,
        payload: JSON.parse(readFileSync(`${folder}${file}`, 'utf8')) as unknown,
      }));
  };
  return [...load('intercom'), ...load('hubspot'), ...load('front'), ...load('front', 'rule/')];
};

/** Every object gets fields that nobody knows; custom fields are the workspace's own. */
export const withExtras = (value: unknown, name = ''): unknown => {
  if (Array.isArray(value)) return value.map((each) => withExtras(each));
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.entries(value).map(([key, each]) => [key, withExtras(each, key)]);
  const extras = name.startsWith('custom_') ? {} : { zz_new: { deeply: [{ nested: null }] } };
  return { ...Object.fromEntries(inner), ...extras };
};
