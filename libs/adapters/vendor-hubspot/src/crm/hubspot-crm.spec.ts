import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { StubHubspot } from '../testing/stub-hubspot';
import { startStub } from '../testing/stub-hubspot';
import type { HubspotCrm } from './hubspot-crm';
import { createHubspotCrm } from './hubspot-crm';

const BY_EMAIL = 'GET /crm/v3/objects/contacts/ada%40example.com';

describe('HubSpot as a CRM', () => {
  let stub: StubHubspot;
  let crm: HubspotCrm;

  beforeEach(async () => {
    stub = await startStub();
    crm = createHubspotCrm(stub.connection);
  });

  afterEach(async () => {
    await crm.close();
    await stub.close();
  });

  const lookUp = () => crm.lookUp('ada@example.com', AbortSignal.timeout(5_000));

  it('Given a contact with this address, Then its record with its companies', async () => {
    const properties = {
      ...{ email: 'ada@example.com', firstname: 'Ada', lastname: 'King' },
      ...{ lifecyclestage: 'customer', city: '' },
    };
    stub.on(BY_EMAIL, 200, { id: '71', properties });
    stub.on('GET /crm/v4/objects/contacts/71/associations/companies', 200, {
      results: [{ toObjectId: 9, associationTypes: [] }],
    });
    stub.on('POST /crm/v3/objects/companies/batch/read', 200, {
      results: [{ id: '9', properties: { name: 'Engines', industry: 'Machines' } }],
    });
    expect(await lookUp()).toEqual({
      kind: 'found',
      record: {
        id: '71',
        email: 'ada@example.com',
        name: 'Ada King',
        fields: { lifecyclestage: 'customer' },
        companies: [{ id: '9', name: 'Engines', fields: { industry: 'Machines' } }],
      },
    });
    expect(stub.writes()).toEqual([]);
  });

  it('Given nobody has this address, Then there is no match (S051)', async () => {
    stub.on(BY_EMAIL, 404, { status: 'error', category: 'OBJECT_NOT_FOUND', message: 'none' });
    expect(await lookUp()).toEqual({ kind: 'no-match' });
  });

  it('Given the token may not read contacts, Then it says so and throws nothing', async () => {
    const refusal = { status: 'error', category: 'MISSING_SCOPES', message: 'scopes' };
    stub.on(BY_EMAIL, 403, refusal);
    expect(await lookUp()).toMatchObject({ kind: 'unreadable' });
    stub.on('GET /crm/v3/objects/contacts', 403, refusal);
    const checks = await crm.verify(AbortSignal.timeout(5_000));
    expect(checks.find(({ name }) => name === 'crm')).toMatchObject({
      result: 'failed',
      code: 'HUBSPOT.CRM_NOT_CONNECTED',
    });
  });

  it('is verified on its own: without the checks of the help desk (S052)', async () => {
    stub.on('GET /crm/v3/objects/contacts', 200, { results: [] });
    stub.on('GET /account-info/v3/details', 200, { portalId: 1 });
    const names = (await crm.verify(AbortSignal.timeout(5_000))).map(({ name }) => name);
    expect(names).toContain('crm');
    expect(names.filter((name) => /assistant|tickets|webhook|topic/.test(name))).toEqual([]);
  });
});
