import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CallResult, CanonicalFact, VendorCommand } from '@deskstream/port-vendor';
import { expectAsDescribed } from '../testing/as-described';
import { NOW, THREAD, crmObject, failure } from '../testing/bodies';
import type { ConnectedHubspot } from '../testing/connected-hubspot';
import { connectHubspot } from '../testing/connected-hubspot';
import type { Answered } from '../testing/stub-hubspot';

let hubspot: ConnectedHubspot;
const exchanges: Answered[] = [];

beforeEach(async () => {
  hubspot = await connectHubspot();
});

afterEach(async () => {
  exchanges.push(...hubspot.answered);
  await hubspot.close();
});

const factsOf = (result: CallResult): readonly CanonicalFact[] =>
  result.kind === 'done' ? (result.facts ?? []) : [];

describe('reading a profile', () => {
  const profile = (companies: 'off' | 'first' | 'all'): VendorCommand => ({
    kind: 'read-profile',
    conversation: THREAD,
    contactId: 'V-1246900',
    companies,
  });
  const associated = (toObjectId: string, label: string | null) => ({
    toObjectId,
    associationTypes: [{ category: 'HUBSPOT_DEFINED', typeId: 1, label }],
  });
  const COMPANIES = '/crm/v4/objects/contacts/1246900/associations/companies';

  beforeEach(() => {
    const properties = { firstname: 'Ada', lastname: 'King', email: 'a@example.com', phone: null };
    hubspot.on('GET /crm/v3/objects/contacts/1246900', 200, crmObject('1246900', properties));
    hubspot.on(`GET ${COMPANIES}`, 200, {
      results: [associated('5', null), associated('6', 'Primary')],
    });
    hubspot.on('POST /crm/v3/objects/companies/batch/read', 200, {
      status: 'COMPLETE',
      results: [
        crmObject('5', { name: 'Five', domain: 'five.example' }),
        crmObject('6', { name: 'Six', domain: null }),
      ],
    });
  });

  it('finds the contact and all its companies, the primary one first', async () => {
    const facts = factsOf(await hubspot.perform(profile('all')));
    expect(facts).toMatchObject([
      {
        type: 'ProfileRead',
        data: {
          contact: { id: '1246900', name: 'Ada King', email: 'a@example.com' },
          companies: [
            { id: '6', name: 'Six' },
            { id: '5', name: 'Five', attributes: { domain: 'five.example' } },
          ],
          vendorAt: NOW,
        },
      },
    ]);
    expect(facts).toEqual(factsOf(await hubspot.perform(profile('all'))));
  });

  it('or the first one, or says why none', async () => {
    expect(factsOf(await hubspot.perform(profile('first')))).toMatchObject([
      { data: { companies: [{ id: '6' }] } },
    ]);
    expect(factsOf(await hubspot.perform(profile('off')))).toMatchObject([
      { data: { companies: [], because: 'company sync is off' } },
    ]);
    hubspot.on(`GET ${COMPANIES}`, 200, { results: [] });
    expect(factsOf(await hubspot.perform(profile('all')))).toMatchObject([
      { data: { companies: [], because: 'the contact has no company' } },
    ]);
    hubspot.on(`GET ${COMPANIES}`, 403, failure('No.', 'MISSING_SCOPES'));
    expect(factsOf(await hubspot.perform(profile('all')))).toMatchObject([
      { data: { companies: [], because: 'HUBSPOT.MISSING_SCOPES' } },
    ]);
  });

  it('is asked again when companies could not be read', async () => {
    hubspot.on(`GET ${COMPANIES}`, 500, failure('Oops', 'INTERNAL_ERROR'));
    expect(await hubspot.perform(profile('all'))).toMatchObject({ kind: 'unreachable' });
  });
});

expectAsDescribed(exchanges);
